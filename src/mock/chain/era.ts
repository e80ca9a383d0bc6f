/** How long a signature is good: for ever, or for `period` blocks from its birth. */
export type Era = 'immortal' | { period: number; phase: number }

/**
 * Two bytes of a mortal era: the period is 2 to the (low four bits + 1), the phase counts in 4096ths of
 * long periods (sp_runtime::generic::Era; checked with three recorded extrinsics, facts: tfchain.md section 12).
 */
export function mortal(low: number, high: number): Era | undefined {
  const word = low | (high << 8)
  const period = 2 << (word % 16)
  const phase = (word >> 4) * Math.max(1, period >> 12)
  return period >= 4 && phase < period ? { period, phase } : undefined
}

/** The block whose hash was signed; 0 for an immortal one. */
export function birth(era: Era, current: number): number {
  if (era === 'immortal') return 0
  const { period, phase } = era
  return Math.floor((Math.max(current, phase) - phase) / period) * period + phase
}
