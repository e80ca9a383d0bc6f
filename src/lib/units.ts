const STEPS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const

/** A value cut from its unit, so that a view can draw the two in different inks. */
export interface Quantity {
  value: string
  unit: string
}

/**
 * Bytes in binary units with one decimal: ZOS counts in 1024s (zosbase@063d895 pkg/gridtypes/common.go).
 * Exact for any size: the integer part is taken in bigint.
 */
export function bytes(size: bigint | number): Quantity {
  const exact = BigInt(typeof size === 'number' ? Math.trunc(size) : size)
  let step = 0
  let unit = 1n
  while (step < STEPS.length - 1 && exact / unit >= 1024n) {
    unit *= 1024n
    step++
  }
  if (step === 0) return { value: exact.toString(), unit: 'B' }
  const tenths = (exact * 10n + unit / 2n) / unit
  // 1023.95 GiB rounds to 1024.0: say 1.0 TiB instead
  if (tenths >= 10240n && step < STEPS.length - 1) return { value: '1.0', unit: STEPS[step + 1]! } // step + 1 <= last index
  return { value: `${group(tenths / 10n)}.${tenths % 10n}`, unit: STEPS[step]! } // step <= last index
}

/** The same size in a unit that is given, for columns that share one. */
export function bytesIn(size: bigint, unit: 'MiB' | 'GiB' | 'TiB'): string {
  const base = { MiB: 1n << 20n, GiB: 1n << 30n, TiB: 1n << 40n }[unit]
  const tenths = (size * 10n + base / 2n) / base
  return `${group(tenths / 10n)}.${tenths % 10n}`
}

/** An integer with thousands apart: 4,128. */
export function group(n: bigint | number): string {
  return n.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** Bits per second as the network world counts them, in 1000s. */
export function bitRate(bitsPerSecond: number): Quantity {
  // where the smaller unit would round to 1000.0, the larger is taken
  if (bitsPerSecond >= 999.95e6) return { value: (bitsPerSecond / 1e9).toFixed(2), unit: 'Gbit/s' }
  if (bitsPerSecond >= 999.95e3) return { value: (bitsPerSecond / 1e6).toFixed(1), unit: 'Mbit/s' }
  return { value: (bitsPerSecond / 1e3).toFixed(1), unit: 'kbit/s' }
}

/** Part of a whole in 0 … 1, for drawing only: more than the whole is 1, and 0 when the whole is 0. */
export function share(part: bigint, whole: bigint): number {
  if (whole <= 0n || part <= 0n) return 0
  return part >= whole ? 1 : Number((part * 10000n) / whole) / 10000
}
