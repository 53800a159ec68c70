/** The server puts the nonce of each answer here; style elements made at run time must carry it. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/**
 * Ant Design passes its nonce to nearly all style elements; the few that it forgets (scroll lock, measuring of scroll
 * bars) would be refused by the content security policy. What our own scripts make, gets the nonce as it is made.
 */
export function giveNonceToStyles(): void {
  document.createElement = new Proxy(document.createElement, {
    apply(create, self, names) {
      const element: unknown = Reflect.apply(create, self, names);
      if (element instanceof HTMLStyleElement) element.nonce = styleNonce;
      return element;
    },
  });
}
