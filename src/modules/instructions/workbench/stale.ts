/** What an act on an instruction makes stale. */
export const STALE = ['/api/instructions', '/api/duties', '/api/subjects'];
