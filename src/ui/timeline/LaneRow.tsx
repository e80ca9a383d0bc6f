import { memo } from 'react'
import { Glyph } from '#ui/State.tsx'
import s from './Timeline.module.css'
import type { TimelineLane } from './data.ts'

/** A lane's name, which chooses it, and how long it is in its state; the bars are painted over the row. */
export const LaneRow = memo(function LaneRow({
  lane,
  name,
  told,
  top,
  index,
  count,
  selected,
  current,
  onPress,
}: {
  lane: TimelineLane
  /** Of the button, for readers. */
  name: string
  /** How long it is in its state. */
  told: string
  top: number
  index: number
  count: number
  selected: boolean
  /** The one lane that the tabulator reaches. */
  current: boolean
  onPress: (index: number) => void
}) {
  return (
    <li
      className={selected ? `${s.lane} ${s.selected}` : s.lane}
      style={{ top }}
      aria-setsize={count}
      aria-posinset={index + 1}
    >
      <button
        type="button"
        className={s.name}
        data-lane={index}
        tabIndex={current ? 0 : -1}
        aria-pressed={selected}
        aria-label={name}
        title={`${lane.name} ${lane.remark}`}
        onClick={() => onPress(index)}
      >
        <Glyph state={lane.state} />
        <span className={lane.struck ? s.struck : s.mono}>{lane.name}</span>{' '}
        <span className={s.remark}>{lane.remark}</span>
      </button>
      <span className={lane.state === 'busy' ? `${s.told} ${s.busy}` : s.told} aria-hidden="true">
        {told}
      </span>
    </li>
  )
})
