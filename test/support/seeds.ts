/**
 * The seed of a test with random input: `fixed`, so that a failure can be repeated, or the one that
 * `bin/soak` sets for each round.
 */
export function seedOr(fixed: number): number {
  const { SOAK_SEED } = process.env
  return SOAK_SEED === undefined ? fixed : Number(SOAK_SEED)
}
