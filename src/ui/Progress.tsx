import s from './Progress.module.css'
import { Glyph } from './State.tsx'

/** What is at work beside the button that began it, and how far it is (0 … 100) where that is known. */
export function Progress({
  says,
  label = says,
  percent,
}: {
  says: string
  /** Names the bar for readers. */
  label?: string
  percent?: number | undefined
}) {
  return (
    <div className={s.progress}>
      <Glyph state="busy" />
      <span role="status">{says}</span>
      {percent !== undefined && (
        <>
          <progress value={percent} max={100} aria-label={label} />
          <span>{percent} %</span>
        </>
      )}
    </div>
  )
}
