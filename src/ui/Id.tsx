import { Copy } from './Copy.tsx'
import s from './Id.module.css'
import { middle } from './middle.ts'

/**
 * An id in mono, cut in the middle (8 … 4) unless `whole`, with its copy button; the whole value is
 * in the tooltip. `what` names it for the button: "Copy pool id".
 */
export function Id({
  value,
  what = 'id',
  whole = false,
  strong = false,
  copy = true,
}: {
  value: string | number | bigint
  what?: string
  whole?: boolean
  strong?: boolean
  copy?: boolean
}) {
  const text = String(value)
  const shown = whole ? text : middle(text)
  return (
    <span className={s.id}>
      <span
        className={`${s.value} ${strong ? s.strong : ''}`}
        title={shown === text ? undefined : text}
      >
        {shown}
      </span>
      {copy && text !== '' && <Copy text={text} what={what} />}
    </span>
  )
}
