import ExternalLink from 'lucide-react/icons/external-link'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Id } from '#ui/Id.tsx'
import type { Property } from '#ui/Properties.tsx'
import { Properties } from '#ui/Properties.tsx'
import { Secret } from '#ui/Secret.tsx'
import { Absent, Faint, Mono } from '#ui/text.tsx'
import s from './pieces.module.css'
import { panelOf, type Scene } from './scene.ts'

/** A secret, or that there is none. */
export const SecretOrNone = ({ value, what }: { value: string; what: string }) =>
  value === '' ? <Faint>none</Faint> : <Secret value={value} what={what} />

/** A machine's word, whole, with its copy button; `why` says what it means that there is none. */
export const Whole = ({
  value,
  what,
  why = 'none',
}: {
  value: string
  what: string
  why?: string
}) => (value === '' ? <Absent why={why} /> : <Id value={value} what={what} whole />)

/** A link to another workload's panel, or its name and why it is none. */
export function Other({
  name,
  scene,
  elsewhere,
}: {
  name: string
  scene: Scene
  elsewhere: string
}) {
  const { node, contractId } = scene.subject
  if (name === '') return <Absent why="none named" />
  return scene.workloads.has(name) ? (
    <Link href={panelOf(node.nodeId, contractId, name)} className={s.other}>
      {name}
    </Link>
  ) : (
    <>
      <Faint>{elsewhere}</Faint>
      <Mono>{name}</Mono>
    </>
  )
}

/** A value and its copy button on one line; the whole value in the tooltip. */
export const Beside = ({ title, children }: { title: string; children: ReactNode }) => (
  <span className={s.beside} title={title}>
    {children}
  </span>
)

/** A link that leaves the console; the address is one of ours, made or checked before. */
export const Outside = ({ href, children }: { href: string; children: ReactNode }) => (
  <a className={s.outside} href={href} target="_blank" rel="noopener noreferrer">
    <span>{children}</span>
    <ExternalLink size={12} strokeWidth={1.8} aria-label="opens in a new tab" />
  </a>
)

/** Lists of facts beside one another where there is room. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <div className={s.facts}>{children}</div>
)

/** A list of facts under a small heading. */
export function Group({ title, rows }: { title: string; rows: readonly Property[] }) {
  if (rows.length === 0) return null
  return (
    <div className={s.group}>
      <h3 className={s.caption}>{title}</h3>
      <Properties label={title} rows={rows} />
    </div>
  )
}
