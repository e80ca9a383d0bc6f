import type { Payment, PaymentStage } from '#queries/payments.ts'

/** One of the four steps that every payment takes. */
export interface PayStep {
  key: 'sign' | 'send' | 'block' | 'final'
  title: string
  state: 'done' | 'now' | 'todo'
  /** When it was done, Unix ms. */
  at: number | undefined
}

/** The last time that a stage was reached. */
const last = ({ steps }: Payment, ...stages: PaymentStage[]) =>
  steps.findLast(({ stage }) => stages.includes(stage))?.at

/** A payment's steps; the first that is not done is the one under way, none is once it has failed. */
export function stepsOf(payment: Payment): PayStep[] {
  const { by, block, outcome, signed, stage } = payment
  const taken = block !== null || last(payment, 'ready', 'broadcast') !== undefined
  const ended = outcome !== null
  const final = outcome?.done === true || (ended && block !== null)
  const done: {
    key: PayStep['key']
    done: boolean
    words: [string, string]
    at?: number | undefined
  }[] = [
    {
      key: 'sign',
      done: signed !== null,
      words: [by === 'wallet' ? 'Approve in your wallet' : 'Sign', 'Signed'],
      at: last(payment, 'signed'),
    },
    {
      key: 'send',
      done: taken,
      words: ['Send', 'Sent'],
      at: last(payment, 'ready') ?? last(payment, 'broadcast'),
    },
    {
      key: 'block',
      done: block !== null,
      words: [stage === 'retracted' ? 'Into another block' : 'Into a block', 'In a block'],
      at: last(payment, 'in-block') ?? (final ? last(payment, 'settled') : undefined),
    },
    {
      key: 'final',
      done: final,
      words: ['Final', 'Final'],
      at: last(payment, 'settled'),
    },
  ]
  const now = ended ? -1 : done.findIndex((step) => !step.done)
  return done.map(({ key, done, words, at }, i) => ({
    key,
    title: words[done ? 1 : 0],
    state: done ? 'done' : i === now ? 'now' : 'todo',
    at: done ? at : undefined,
  }))
}
