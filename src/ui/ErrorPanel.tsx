import CopyIcon from 'lucide-react/icons/copy'
import LockIcon from 'lucide-react/icons/lock'
import RotateCw from 'lucide-react/icons/rotate-cw'
import type { ReactNode } from 'react'
import { Component } from 'react'
import { Button } from './Button.tsx'
import { useCopy } from './Copy.tsx'
import s from './ErrorPanel.module.css'
import { explain, type Explained } from './explain.ts'
import { Glyph } from './State.tsx'

/** Characters of details above which they are folded: a whole reply, not a code. */
const LONG = 200

/**
 * A fault in its panel: sentence, what it means, the machine's words in mono (folded where long), Retry, Copy details.
 * `raw` is copied instead of the shown details (a reply that could not be read).
 */
export function ErrorPanel({
  explained,
  onRetry,
  busy = false,
  raw,
  children,
}: {
  explained: Explained
  onRetry?: (() => unknown) | undefined
  busy?: boolean
  raw?: string | undefined
  children?: ReactNode
}) {
  const [copied, copy] = useCopy()
  const { sentence, advice, details } = explained
  const copyable = raw ?? [sentence, details].filter(Boolean).join('\n')
  return (
    <div className={s.panel} role="alert">
      <span className={s.glyph}>
        <Glyph state="error" />
      </span>
      <div className={s.body}>
        <p className={s.sentence}>{sentence}</p>
        {advice !== undefined && <p className={s.advice}>{advice}</p>}
        {details !== undefined &&
          (details.length > LONG ? (
            <details className={s.fold}>
              <summary>Details</summary>
              {/* a long reply scrolls here, so the keyboard must be able to get in */}
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
              <pre className={s.details} tabIndex={0}>
                {details.length > 4000 ? `${details.slice(0, 4000)}…` : details}
              </pre>
            </details>
          ) : (
            <pre className={s.details}>{details}</pre>
          ))}
        {children}
        <div className={s.actions}>
          {onRetry && (
            <Button
              busy={busy}
              icon={<RotateCw size={14} strokeWidth={1.7} aria-hidden="true" />}
              onClick={() => void onRetry()}
            >
              Retry
            </Button>
          )}
          <Button
            kind="text"
            icon={<CopyIcon size={14} strokeWidth={1.7} aria-hidden="true" />}
            onClick={() => copy(copyable)}
          >
            {copied ? 'Copied' : 'Copy details'}
          </Button>
        </div>
      </div>
    </div>
  )
}

/** Why something may not be done, with a lock: "Only farm 7's owner may change this. You are twin 42." */
export function Forbidden({ children }: { children: ReactNode }) {
  return (
    <p className={s.forbidden}>
      <LockIcon size={12} strokeWidth={1.8} aria-hidden="true" />
      <span>{children}</span>
    </p>
  )
}

/** Keeps a view's fault inside the view. Give the address as `resetKey`, so that going elsewhere clears it. */
export class ErrorBoundary extends Component<
  { children: ReactNode; resetKey?: string; title?: string },
  { error: unknown; failed: boolean; key: string | undefined }
> {
  override state = { error: undefined as unknown, failed: false, key: this.props.resetKey }

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true }
  }

  static getDerivedStateFromProps(
    props: { resetKey?: string },
    state: { key: string | undefined },
  ) {
    return props.resetKey === state.key
      ? null
      : { error: undefined, failed: false, key: props.resetKey }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    const { details, sentence } = explain(this.state.error)
    return (
      <div className={s.view}>
        <ErrorPanel
          explained={{
            sentence: `${this.props.title ?? 'This view'} could not be drawn.`,
            advice: 'The rest of the console goes on.',
            details: [sentence, details].filter(Boolean).join(' · '),
          }}
          onRetry={() => this.setState({ error: undefined, failed: false })}
        />
      </div>
    )
  }
}
