import { useLayoutEffect, useRef } from 'react'
import { isMac } from '#ui/shortcuts.ts'
import { Glyph } from '#ui/State.tsx'
import s from './Timeline.module.css'
import type { Told } from './words.ts'

/** What is pointed at, below (or above) a place in the drawing; readers hear it from the live region. */
export function Hint({ told, x, y, above }: { told: Told; x: number; y: number; above: number }) {
  const panel = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = panel.current
    const room = element?.parentElement
    if (!element || !room) return
    const { offsetWidth: width, offsetHeight: height } = element
    const left = Math.max(4, Math.min(room.clientWidth - width - 4, x - width / 2))
    const below = room.getBoundingClientRect().top + y + height + 8 < window.innerHeight
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(below ? y : above - height)}px)`
  })
  return (
    <div ref={panel} className={s.hint} aria-hidden="true">
      <span className={s.hintHead}>
        <Glyph state={told.look} />
        <b>{told.word}</b>
        {told.duration && <span>{told.duration}</span>}
      </span>
      {told.label && <span className={s.hintLabel}>{told.label}</span>}
      <span className={s.hintWhen}>{told.when}</span>
    </div>
  )
}

/** Which keys make the wheel zoom and pan, near a pointer that turned it without any. */
export function WheelKeys({ x, y }: { x: number; y: number }) {
  const panel = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = panel.current
    const room = element?.parentElement
    if (!element || !room) return
    const left = Math.max(4, Math.min(room.clientWidth - element.offsetWidth - 4, x + 12))
    const top = Math.max(0, y - element.offsetHeight - 12)
    element.style.translate = `${Math.round(left)}px ${Math.round(top)}px`
  }, [x, y])
  return (
    <div ref={panel} className={`${s.hint} ${s.wheelKeys}`} aria-hidden="true">
      <span>
        <kbd>{isMac ? '⌘' : 'Ctrl'}</kbd> and wheel zoom, <kbd>Shift</kbd> and wheel move through
        time
      </span>
    </div>
  )
}
