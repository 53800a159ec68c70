/** Where a round is looked at: it has no number of its own. */
export function roundPath(round: {
  readonly plan: { readonly id: string };
  readonly item: string;
  readonly number: string;
}) {
  const query = new URLSearchParams({ plan: round.plan.id, item: round.item });
  if (round.number !== '') query.set('number', round.number);
  return `/submissions/round?${query}`;
}
