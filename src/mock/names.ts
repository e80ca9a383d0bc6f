/** Every world by the name that stands in the address: `?mock=offline`. What each is: worlds.ts. */
export const worldNames = [
  'default',
  'farmer',
  'visitor',
  'offline',
  'empty',
  'huge',
  'slow',
  'relay-down',
  'proxy-down',
  'chain-down',
  'finality-stuck',
  'retracted',
  'chain-drops',
  'stale',
  'no-funds',
  'nearly-broke',
  'gpu-rented',
  'garbage',
  'busy',
  'tampered',
  'histories-lost',
] as const

export type WorldName = (typeof worldNames)[number]

export const isWorld = (name: string | null | undefined): name is WorldName =>
  worldNames.some((world) => world === name)
