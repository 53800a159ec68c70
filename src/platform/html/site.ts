/** What every page knows of the place it stands in; the server fills it per request (`request.site`). */
export type Site = {
  /** Name of the jurisdiction, e.g. 云溪市; empty before the first run. */
  readonly name: string;
  /** Name of the person who is signed in, for the header; absent for the public. */
  readonly person?: string;
  /** Address of the style sheet, with its content hash. */
  readonly stylesheet: string;
  /** Links of the header: what the public may open. */
  readonly navigation: readonly { readonly href: string; readonly text: string }[];
  /** Path of the page itself, to mark the current link and to print. */
  readonly path: string;
  /** The reader asked for larger type. */
  readonly largeType: boolean;
  /** One line above the header of every page. */
  readonly notice?: string;
};
