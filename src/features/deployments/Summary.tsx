import { Link } from 'wouter'
import { summaryOf } from '#deploy/summary.ts'
import { type Shown, truthLooks } from '#queries/truthwords.ts'
import { paths } from '#paths.ts'
import { Glyph } from '#ui/State.tsx'
import { Faint } from '#ui/text.tsx'
import { withChip } from '#ui/twinlist.ts'
import s from './deployments.module.css'
import { addressOf, type List } from './list.ts'
import type { DeploymentRow } from './rows.ts'

/** What is wrong, each with its rows a press away, and quietly what is being made; nothing where all is well. */
export function Summary({ rows, list }: { rows: readonly DeploymentRow[]; list: List }) {
  // the list with only the rows that show this
  const hrefOf = (of: Shown) =>
    paths.deployments(addressOf(withChip({ ...list, search: '', chips: [] }, 'truth', of)))
  const lines = summaryOf(rows.map(({ shown }) => shown))
  if (lines.length === 0) return null
  return (
    <ul className={s.summary} aria-label="What stands out">
      {lines.map(({ shown, count, sentence }) => (
        <li key={shown} className={s.told}>
          <Glyph state={truthLooks[shown]} />
          <span>{shown === 'making' ? <Faint>{sentence}</Faint> : sentence}</span>
          <Link href={hrefOf(shown)}>{count === 1 ? 'Show it' : `Show all ${count}`}</Link>
        </li>
      ))}
    </ul>
  )
}
