const STEPS = ['字节', 'KB', 'MB', 'GB', 'TB'];

/** A size as people say it: `100 MB`, `1.5 KB`. Each step is 1,024 of the one before, as on the offices' computers. */
export function sizeText(bytes: number): string {
  let amount = bytes;
  let step = 0;
  while (amount >= 1_024 && step < STEPS.length - 1) {
    amount /= 1_024;
    step += 1;
  }
  return `${Math.round(amount * 10) / 10} ${STEPS[step]}`;
}
