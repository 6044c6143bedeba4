// A reading as typed on the number pad: 36 and 36.4 are both said.

/** Tenths of a degree that a thermometer can show on a living person. */
export const LOWEST = 300;
export const HIGHEST = 450;

/** Two or three digits as tenths of a degree; undefined when they are no reading. */
export function tenthsOf(digits: string): number | undefined {
  const tenths = digits.length === 2 ? Number(digits) * 10 : Number(digits);
  return digits.length >= 2 && tenths >= LOWEST && tenths <= HIGHEST ? tenths : undefined;
}

export function degrees(digits: string): string {
  return digits.length > 2 ? `${digits.slice(0, 2)}.${digits.slice(2)}` : digits;
}
