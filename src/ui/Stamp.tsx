import Globe from 'lucide-react/icons/globe'
import Layers from 'lucide-react/icons/layers'
import LinkIcon from 'lucide-react/icons/link-2'
import RotateCw from 'lucide-react/icons/rotate-cw'
import Server from 'lucide-react/icons/server'
import type { ReactNode } from 'react'
import { ago, stamp } from '#lib/time.ts'
import s from './Stamp.module.css'
import { useNow } from './useNow.ts'

/** Who said a thing: the node over RMB, the grid proxy, the chain, or this browser. */
export type Source = 'node' | 'proxy' | 'chain' | 'browser'

const sources = {
  node: { icon: Server, word: 'Node' },
  proxy: { icon: Layers, word: 'Grid proxy' },
  chain: { icon: LinkIcon, word: 'Chain' },
  browser: { icon: Globe, word: 'Browser' },
} satisfies Record<Source, { icon: typeof Server; word: string }>

/** Source glyph, source word, and whatever stands for the age. The shape of every stamp. */
export function Witness({
  source,
  children,
  old = false,
  title,
}: {
  source: Source
  children?: ReactNode
  old?: boolean
  title?: string | undefined
}) {
  const { icon: Icon, word } = sources[source]
  return (
    <span className={old ? `${s.stamp} ${s.old}` : s.stamp} title={title}>
      <Icon size={12} strokeWidth={1.8} aria-hidden="true" />
      <span className={s.source}>{word}</span> {/* the blank is for readers */}
      {children !== undefined && <span className={s.age}>{children}</span>}
    </span>
  )
}

/**
 * Freshness stamp: who said it and how long ago. Old after `maxAge` seconds (three refresh periods,
 * or a minute): then all of it is amber and the refresh icon becomes "Read again". `at` in
 * milliseconds; `verb` stands before the age ("answered"); `every` says the pace ("every 10 s").
 */
export function Stamp({
  source,
  at,
  verb,
  every,
  maxAge = 60,
  detail,
  onRefresh,
  busy = false,
}: {
  source: Source
  at: number
  verb?: string | undefined
  every?: string | undefined
  maxAge?: number | undefined
  /** Command or block number, for the tooltip. */
  detail?: string | undefined
  onRefresh?: (() => unknown) | undefined
  busy?: boolean | undefined
}) {
  const age = Math.max(0, (useNow() - at) / 1000)
  const old = age > maxAge
  return (
    <span className={s.group}>
      <Witness
        source={source}
        old={old}
        title={`${stamp(at)}${detail === undefined ? '' : ` · ${detail}`}`}
      >
        {verb} <time dateTime={new Date(at).toISOString()}>{ago(age)}</time>
        {every !== undefined && !old && <span className={s.source}> · {every}</span>}
      </Witness>
      {onRefresh && <Refresh old={old} busy={busy} onClick={onRefresh} />}
    </span>
  )
}

function Refresh({ old, busy, onClick }: { old: boolean; busy: boolean; onClick: () => unknown }) {
  return (
    <button
      type="button"
      className={old ? `${s.refresh} ${s.again}` : s.refresh}
      aria-label={old ? undefined : 'Read again'}
      title={old ? undefined : 'Read again'}
      aria-busy={busy}
      onClick={() => void onClick()}
    >
      <RotateCw size={old ? 12 : 14} strokeWidth={1.8} aria-hidden="true" />
      {old && 'Read again'}
    </button>
  )
}
