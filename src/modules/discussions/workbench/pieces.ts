export type Piece = { readonly text: string; readonly mention: boolean; readonly at: number };

/** The words cut at the mentions in them, so that these can be drawn apart. The longest name wins: @陈立新 is not @陈立. */
export function pieces(words: string, names: readonly string[]): Piece[] {
  const wanted = [...new Set(names)].sort((a, b) => b.length - a.length);
  const all: Piece[] = [];
  let from = 0;
  for (let at = words.indexOf('@'); at >= 0; at = words.indexOf('@', at + 1)) {
    const name = wanted.find((one) => words.startsWith(one, at + 1));
    if (name === undefined || at < from) continue;
    if (at > from) all.push({ text: words.slice(from, at), mention: false, at: from });
    from = at + 1 + name.length;
    all.push({ text: words.slice(at, from), mention: true, at });
  }
  if (from < words.length) all.push({ text: words.slice(from), mention: false, at: from });
  return all;
}

/** Of the people chosen while writing, those whose names still stand in the words. */
export function stillMentioned<Person extends { readonly name: string }>(
  words: string,
  chosen: readonly Person[],
): Person[] {
  const named = new Set(
    pieces(
      words,
      chosen.map(({ name }) => name),
    ).flatMap(({ text, mention }) => (mention ? [text.slice(1)] : [])),
  );
  return chosen.filter(({ name }) => named.has(name));
}

/** What stands behind an @ up to the caret, while somebody is being looked for; null where nobody is. */
export function atCaret(words: string, caret: number): string | null {
  return /@([^\s@,，。;；:：、]{0,20})$/.exec(words.slice(0, caret))?.[1] ?? null;
}
