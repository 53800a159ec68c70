export * from './apply.ts';
export * from './canonical.ts';
export * from './due.ts';
export * from './fact.ts';
export * from './obligation.ts';
export * from './parameter.ts';
export * from './rule.ts';
