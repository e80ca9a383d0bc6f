import { Link } from 'wouter'
import { summaryOf } from '#deploy/summary.ts'
import { Glyph } from '#ui/State.tsx'
import s from './deployments.module.css'
import type { DeploymentRow } from './rows.ts'
import { truthLooks } from './words.ts'

/** What is wrong between contracts and nodes, each with its rows a press away; nothing where both agree. */
export function Summary({
  rows,
  hrefOf,
}: {
  rows: readonly DeploymentRow[]
  /** The list with only the rows of a class. */
  hrefOf: (of: DeploymentRow['truth']['class']) => string
}) {
  const lines = summaryOf(rows.map(({ truth }) => truth.class))
  if (lines.length === 0) return null
  return (
    <ul className={s.summary} aria-label="What is wrong">
      {lines.map((line) => (
        <li key={line.class} className={s.told}>
          <Glyph state={truthLooks[line.class]} />
          <span>{line.sentence}</span>
          <Link href={hrefOf(line.class)}>
            {line.count === 1 ? 'Show it' : `Show all ${line.count}`}
          </Link>
        </li>
      ))}
    </ul>
  )
}
