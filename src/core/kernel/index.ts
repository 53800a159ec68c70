export * from './ids.ts';
export * from './instant.ts';
export * from './refusal.ts';
export * from './trail.ts';
