/** The nearest whole number; halves go to the even one, as in IEEE 754 and numpy.round. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const excess = value - floor;
  if (excess === 0.5) return floor % 2 === 0 ? floor : floor + 1;
  return excess > 0.5 ? floor + 1 : floor;
}
