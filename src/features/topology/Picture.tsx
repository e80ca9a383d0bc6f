import { type ReactNode, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { lookOf } from '#queries/states.ts'
import { Glyph } from '#ui/State.tsx'
import { BOX, type Box, pictureOf } from './layout.ts'
import s from './topology.module.css'
import type { Topology } from './topology.ts'

/**
 * Boxes and hairlines; what a box leans on lights up under the pointer. For eyes and pointers only: the
 * list beneath says the same to readers and keys.
 */
export function Picture({
  topology,
  hrefOf,
}: {
  topology: Topology
  hrefOf: (workload: string) => string
}) {
  const [over, setOver] = useState<string>()
  const { heads, boxes, lines, width, height } = useMemo(() => pictureOf(topology), [topology])
  const isLit = (line: { from: string; to: string }) => line.from === over || line.to === over
  const near = new Set(lines.filter(isLit).flatMap(({ from, to }) => [from, to]))
  return (
    <div className={s.frame} aria-hidden="true" tabIndex={-1}>
      <div className={s.picture} style={{ width, height }}>
        {heads.map(({ title, x }) => (
          <span key={title} className={s.head} style={{ left: x }}>
            {title}
          </span>
        ))}
        <svg className={s.lines} width={width} height={height}>
          {lines.map((line) => (
            <path
              key={`${line.from} ${line.kind} ${line.to} ${line.detail}`}
              d={line.d}
              className={[line.missing ? s.missing : '', isLit(line) ? s.lit : ''].join(' ')}
            />
          ))}
        </svg>
        {boxes.map((box) => (
          <Shape
            key={box.key}
            box={box}
            near={near.has(box.key)}
            href={box.kind === 'workload' ? hrefOf(box.name) : undefined}
            onOver={setOver}
          />
        ))}
      </div>
    </div>
  )
}

function Shape({
  box,
  near,
  href,
  onOver,
}: {
  box: Box
  near: boolean
  href: string | undefined
  onOver: (key: string | undefined) => void
}) {
  const { key, name, detail, kind, state, x, y } = box
  const shared = {
    className: [
      s.box,
      near ? s.near : '',
      kind === 'missing' ? s.gone : kind === 'outside' ? s.outside : '',
    ].join(' '),
    style: { left: x, top: y, width: BOX.width, height: BOX.height },
    title: detail === '' ? name : `${name}: ${detail}`,
    onPointerEnter: () => onOver(key),
    onPointerLeave: () => onOver(undefined),
  }
  const inner: ReactNode = (
    <>
      <span className={s.name}>
        {kind === 'workload' && <Glyph state={lookOf(state)} />}
        <span>{name}</span>
      </span>
      {detail !== '' && <span className={s.detail}>{detail}</span>}
    </>
  )
  return href === undefined ? (
    <div {...shared}>{inner}</div>
  ) : (
    <Link {...shared} href={href} tabIndex={-1}>
      {inner}
    </Link>
  )
}
