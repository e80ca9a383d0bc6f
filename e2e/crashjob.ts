import * as z from 'zod/mini'

/** What the crash matrix tells a process that it will kill, and what that one tells of itself. */

/** The one saga of each journal. */
export const SAGA = 'crash'

export const Job = z.object({
  proxy: z.string(),
  relay: z.string(),
  chain: z.string(),
  twin: z.number(),
  curve: z.enum(['ed25519', 'sr25519']),
  secret: z.string(),
  folder: z.string(),
  /** The saga as it begins, as JSON. */
  saga: z.string(),
  /** The moment at which the process dies; empty for none. */
  killAt: z.string(),
})
export type Job = z.output<typeof Job>

export const Told = z.object({
  moments: z.array(z.string()),
  stopped: z.string(),
  closed: z.string(),
})
export type Told = z.output<typeof Told>
