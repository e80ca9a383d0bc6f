import { useQuery } from '@tanstack/react-query'
import Server from 'lucide-react/icons/server'
import Settings from 'lucide-react/icons/settings'
import Warehouse from 'lucide-react/icons/warehouse'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { farmsQuery, nodeCountQuery } from '#queries/proxy.ts'
import { useGrid } from '#queries/grid.ts'
import { useSession } from '#queries/session.ts'
import { Shell } from '#ui/Shell.tsx'
import { useShortcuts } from '#ui/shortcuts.ts'
import { paths } from '#paths.ts'
import { Banners } from './Banners.tsx'
import { networkItems, speakerItems, speakerLabel, transportState } from './speaker.ts'

const Palette = lazy(() => import('./Palette.tsx'))
const Shortcuts = lazy(() => import('./ShortcutList.tsx'))

const icon = { size: 16, strokeWidth: 1.6, 'aria-hidden': true } as const

/** The frame around every page: what the shell shows of the grid, the session and the counts. */
export function ConsoleFrame({
  onResetDemo,
  children,
}: {
  /** Starts the demo grid afresh; absent where it does not run. */
  onResetDemo?: (() => void) | undefined
  children: ReactNode
}) {
  const [, navigate] = useLocation()
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null)
  const { transport } = useGrid()
  const session = useSession()
  const nodes = useQuery(nodeCountQuery({}))
  const farms = useQuery(farmsQuery({ size: 1 }))
  useShortcuts(
    useMemo(
      () => [
        { keys: 'mod+k', label: 'Search or jump', run: () => setOpen('palette') },
        { keys: '?', label: 'This list', run: () => setOpen('shortcuts') },
        { keys: 'g n', label: 'Go to nodes', run: () => navigate(paths.nodes()) },
        { keys: 'g f', label: 'Go to farms', run: () => navigate(paths.farms()) },
        { keys: 'g s', label: 'Go to settings', run: () => navigate(paths.settings()) },
      ],
      [navigate],
    ),
  )
  const ms = transport?.roundTripMs
  return (
    <Shell
      home={paths.nodes()}
      nav={[
        {
          label: 'Nodes',
          href: paths.nodes(),
          icon: <Server {...icon} />,
          count: nodes.data ?? undefined,
        },
        {
          label: 'Farms',
          href: paths.farms(),
          icon: <Warehouse {...icon} />,
          count: farms.data?.count ?? undefined,
        },
      ]}
      tools={[{ label: 'Settings', href: paths.settings(), icon: <Settings {...icon} /> }]}
      foot={[{ label: 'relay', value: ms === undefined ? '—' : `${Math.round(ms)} ms` }]}
      network={{ label: session.network, items: networkItems(session) }}
      speaker={{
        ...speakerLabel(session),
        state: transportState(session, transport),
        items: speakerItems(session),
      }}
      banners={<Banners onResetDemo={onResetDemo} />}
      onSearch={() => setOpen('palette')}
    >
      {children}
      <Suspense>
        {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
        {open === 'shortcuts' && <Shortcuts onClose={() => setOpen(null)} />}
      </Suspense>
    </Shell>
  )
}
