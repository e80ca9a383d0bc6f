import { useId } from 'react'
import s from './Timeline.module.css'
import { legendLooks, type Look, type LookWords, wordOf } from './data.ts'

/** What the looks mean, drawn as the bars are; for the page's tool row. Give only looks that can occur. */
export function TimelineLegend({
  looks = legendLooks,
  words,
}: {
  looks?: readonly Look[]
  words?: LookWords
}) {
  return (
    <ul className={s.legend} aria-label="Legend">
      {looks.map((look) => (
        <li key={look}>
          <Swatch look={look} />
          {wordOf(look, words)}
        </li>
      ))}
    </ul>
  )
}

function Swatch({ look }: { look: Look }) {
  const id = useId()
  const bar = (rest: object) => (
    <rect x="0.5" y="0.5" width="17" height="9" rx="2.5" fill="none" {...rest} />
  )
  const shapes: Record<Look, React.ReactNode> = {
    busy: [0, 5, 10, 15].map((x) => (
      <rect key={x} x={x} width="2" height="10" fill="var(--accent)" opacity="0.8" />
    )),
    ok: (
      <>
        <rect width="18" height="10" rx="3" fill="var(--ok-soft)" />
        {bar({ stroke: 'var(--ok)', strokeOpacity: 0.55 })}
      </>
    ),
    error: <rect width="18" height="10" rx="3" fill="var(--err)" />,
    warn: <rect width="18" height="10" rx="3" fill="var(--warn)" />,
    paused: (
      <>
        <clipPath id={id}>
          <rect x="1" y="1" width="16" height="8" rx="2" />
        </clipPath>
        <path
          clipPath={`url(#${id})`}
          d="M-5 10 3 0M0 10 8 0M5 10 13 0M10 10 18 0M15 10 23 0"
          stroke="var(--fill)"
          strokeWidth="1.2"
        />
        {bar({ stroke: 'var(--edge)' })}
      </>
    ),
    deleted: <path d="M0 5.5h18" stroke="var(--idle)" opacity="0.7" strokeDasharray="4 2" />,
    unchanged: (
      <path d="M5 3h8M5 7h8" stroke="var(--warn)" strokeWidth="1.8" strokeLinecap="round" />
    ),
    standby: bar({ fill: 'var(--track)', stroke: 'var(--idle)' }),
    unknown: bar({ stroke: 'var(--edge)' }),
  }
  return (
    <svg width="18" height="10" viewBox="0 0 18 10" aria-hidden="true">
      {shapes[look]}
    </svg>
  )
}
