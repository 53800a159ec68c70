import type { Module } from '#platform/module';

/** Every module of the product, alphabetical. Nothing is found by scanning. */
export const modules: readonly Module[] = [];
