const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export function isWrite(method: string): boolean {
  return WRITES.has(method);
}

/**
 * Whether a browser could have been led here by another site. Programs send neither header and carry no cookie of
 * ours by accident; browsers send `Origin` with every write.
 */
export function isForeign(call: { origin: string | undefined; fetchSite: string | undefined; host: string }): boolean {
  if (call.origin !== undefined) {
    if (!URL.canParse(call.origin)) return true;
    const origin = new URL(call.origin);
    // Read like the origin, so that a port that goes without saying does not make a difference.
    const own = `${origin.protocol}//${call.host}`;
    return !(URL.canParse(own) && new URL(own).host === origin.host && origin.host !== '');
  }
  return call.fetchSite !== undefined && call.fetchSite !== 'same-origin' && call.fetchSite !== 'none';
}

/**
 * What a page may load and run. With `styleAttributes` widgets may measure text by a style attribute; a style element still
 * needs the nonce, and no script is ever inline.
 */
export function contentPolicy(nonce: string, { styleAttributes = false } = {}): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    ...(styleAttributes ? ["style-src-attr 'unsafe-inline'"] : []),
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every answer. `same-origin`, not `no-referrer`: the latter makes browsers send `Origin: null`. */
export function securityHeaders(nonce: string, secure: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** A path of our own to return to; anything else becomes the fallback. Guards against open redirects. */
export function safePath(path: string | undefined, fallback: string): string {
  if (path === undefined || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path)) return fallback;
  return path;
}
