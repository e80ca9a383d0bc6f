import type { ReactNode } from 'react'
import s from './State.module.css'

/**
 * The looks a state can have (tokens section 3): each has its own shape, so none hangs on colour
 * alone. Which of a node's or workload's words has which look is the view's own table.
 */
export type State =
  | 'ok'
  | 'busy'
  | 'error'
  | 'warn'
  | 'unchanged'
  | 'paused'
  | 'deleted'
  | 'standby'
  | 'unknown'

const shapes = {
  ok: <circle cx="6" cy="6" r="4" fill="var(--ok)" />,
  busy: (
    <g fill="none" strokeWidth="1.6" className={s.turn}>
      <circle cx="6" cy="6" r="4.2" stroke="var(--track)" />
      <path d="M6 1.8A4.2 4.2 0 0 1 10.2 6" stroke="var(--accent)" strokeLinecap="round" />
    </g>
  ),
  error: (
    <g>
      <rect x="1.5" y="1.5" width="9" height="9" rx="1.6" fill="var(--err)" />
      <path
        d="m4.3 4.3 3.4 3.4m0-3.4L4.3 7.7"
        stroke="#fff"
        strokeWidth="1.3"
        strokeLinecap="round"
      />
    </g>
  ),
  warn: (
    <path
      d="M6 1.4 11 10.4H1Z"
      fill="var(--warn)"
      stroke="var(--warn)"
      strokeWidth="1"
      strokeLinejoin="round"
    />
  ),
  unchanged: (
    <path d="M2 4.2h8M2 7.8h8" stroke="var(--warn)" strokeWidth="1.8" strokeLinecap="round" />
  ),
  paused: (
    <path d="M4 2.4v7.2M8 2.4v7.2" stroke="var(--idle)" strokeWidth="2" strokeLinecap="round" />
  ),
  deleted: (
    <circle
      cx="6"
      cy="6"
      r="4"
      fill="none"
      stroke="var(--idle)"
      strokeWidth="1.3"
      strokeDasharray="2.1 2.1"
    />
  ),
  standby: (
    <g>
      <circle cx="6" cy="6" r="4" fill="none" stroke="var(--idle)" strokeWidth="1.3" />
      <path d="M6 2a4 4 0 0 0 0 8Z" fill="var(--idle)" />
    </g>
  ),
  unknown: <circle cx="6" cy="6" r="4" fill="none" stroke="var(--edge)" strokeWidth="1.3" />,
} satisfies Record<State, ReactNode>

/** The 12 px glyph alone; give `label` when no word stands beside it. */
export function Glyph({ state, label }: { state: State; label?: string }) {
  return (
    <svg
      className={s.glyph}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? true : undefined}
    >
      {shapes[state]}
    </svg>
  )
}

/** Glyph and word without a tint: the form for tables and lists. A healthy word stays plain ink. */
export function StateWord({ state, children }: { state: State; children: ReactNode }) {
  return (
    <span className={s.word}>
      <Glyph state={state} />
      <span className={state === 'deleted' ? s.struck : undefined}>{children}</span>
    </span>
  )
}

const tints = {
  ok: s.chipOk,
  busy: s.chipBusy,
  error: s.chipError,
  warn: s.chipWarn,
  unchanged: s.chipWarn,
  paused: s.chipIdle,
  deleted: s.chipIdle,
  standby: s.chipIdle,
  unknown: s.chipIdle,
} satisfies Record<State, string | undefined>

/** Glyph and word on a tint, 22 px: once in a page's head, or where a verdict is given. */
export function Chip({ state, children }: { state: State; children: ReactNode }) {
  return (
    <span className={`${s.chip} ${tints[state]}`}>
      <Glyph state={state} />
      {children}
    </span>
  )
}

const inks = {
  ok: undefined,
  busy: s.inkBusy,
  error: s.inkError,
  warn: s.inkWarn,
  unchanged: s.inkWarn,
  paused: s.inkIdle,
  deleted: s.inkIdle,
  standby: s.inkIdle,
  unknown: s.inkIdle,
} satisfies Record<State, string | undefined>

/** A word in its state's ink without a glyph: `no answer` at the end of a row. */
export function Verdict({ state, children }: { state: State; children: ReactNode }) {
  return <span className={inks[state]}>{children}</span>
}
