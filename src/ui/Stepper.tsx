import Check from 'lucide-react/icons/check'
import EyeOff from 'lucide-react/icons/eye-off'
import type { ReactNode } from 'react'
import s from './Stepper.module.css'
import { Hidden } from './text.tsx'

/** One step: its name, and below it a receipt, a form, or what it will cost. */
export interface Step {
  title: ReactNode
  state: 'done' | 'now' | 'todo'
  /** At the right end of the title: "37 s left of 60". */
  right?: ReactNode
  body?: ReactNode
}

const words = { done: 'Done: ', now: 'Now: ', todo: 'To do: ' } as const

/** A vertical stepper with receipts: 20 px dots on a 1 px rail. */
export function Stepper({ steps, label }: { steps: readonly Step[]; label: string }) {
  return (
    <ol className={s.steps} aria-label={label}>
      {steps.map((step, i) => (
        <li
          key={i}
          className={`${s.step} ${s[step.state]}`}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span className={s.dot} aria-hidden="true">
            {step.state === 'done' ? <Check size={12} strokeWidth={2.2} /> : i + 1}
          </span>
          <div className={s.content}>
            <div className={s.title}>
              <h3>
                <Hidden>{words[step.state]}</Hidden>
                {step.title}
              </h3>
              {step.right !== undefined && <span className={s.right}>{step.right}</span>}
            </div>
            {step.body !== undefined && <div className={s.body}>{step.body}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** A receipt under a step: label left in ink3, value right in ink2. */
export function Receipt({ rows }: { rows: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className={s.receipt}>
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What nobody can know, one line each, with a crossed-out eye and no alarm. */
export function Unknowns({ children }: { children: readonly string[] }) {
  return (
    <ul className={s.unknowns}>
      {children.map((line) => (
        <li key={line}>
          <EyeOff size={14} strokeWidth={1.5} aria-hidden="true" />
          <span>{line}</span>
        </li>
      ))}
    </ul>
  )
}

/** Two objects with an arrow between: exit now → exit after. The second is the one that will hold. */
export function BeforeAfter({
  before,
  after,
}: {
  before: { label: string; value: ReactNode }
  after: { label: string; value: ReactNode }
}) {
  return (
    <div className={s.pair}>
      <div className={s.card}>
        <span className={s.cardLabel}>{before.label}</span>
        <span className={s.cardValue}>{before.value}</span>
      </div>
      <span className={s.arrow} aria-hidden="true">
        →
      </span>
      <div className={`${s.card} ${s.accent}`}>
        <span className={s.cardLabel}>{after.label}</span>
        <span className={s.cardValue}>{after.value}</span>
      </div>
    </div>
  )
}

/** Lines of a running watch: glyph and name left, evidence right in mono. */
export function Checks({
  rows,
}: {
  rows: readonly { key: string; name: ReactNode; evidence: ReactNode }[]
}) {
  return (
    <ul className={s.checks}>
      {rows.map((row) => (
        <li key={row.key}>
          {row.name}
          <span className={s.evidence}>{row.evidence}</span>
        </li>
      ))}
    </ul>
  )
}
