import { useQuery } from '@tanstack/react-query'
import Boxes from 'lucide-react/icons/boxes'
import ReceiptText from 'lucide-react/icons/receipt-text'
import Server from 'lucide-react/icons/server'
import Settings from 'lucide-react/icons/settings'
import Wallet from 'lucide-react/icons/wallet'
import Warehouse from 'lucide-react/icons/warehouse'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { useLocation } from 'wouter'
import { useChain } from '#queries/chain.ts'
import { ACTIVE, contractsQuery, farmsQuery, nodeCountQuery } from '#queries/proxy.ts'
import { MAX_SIZE } from '#gridproxy/schemas.ts'
import { useGrid } from '#queries/grid.ts'
import { moneyAlarmQuery } from '#queries/moneyalarm.ts'
import { useSession } from '#queries/session.ts'
import { useWallet } from '#queries/wallet.ts'
import { useSigningAccounts, useWho } from '#queries/who.ts'
import { group } from '#lib/units.ts'
import { usePalette } from '#ui/Palette.tsx'
import { Shell } from '#ui/Shell.tsx'
import { paths } from '#paths.ts'
import { Banners } from './Banners.tsx'
import { signerItems, signsLabel } from './signer.ts'
import { WalletBanner } from './WalletBanner.tsx'
import { networkItems, speakerItems, speakerLabel, transportState } from './speaker.ts'

const FramePalette = lazy(() => import('./FramePalette.tsx'))
const MoneyBanner = lazy(() => import('./MoneyBanner.tsx'))

const icon = { size: 16, strokeWidth: 1.6, 'aria-hidden': true } as const

/** The frame around every page: what the shell shows of the grid, the session and the counts. */
export function ConsoleFrame({
  onResetDemo,
  onDemoWallet,
  demoFault,
  children,
}: {
  /** Starts the demo grid afresh; absent where it does not run. */
  onResetDemo?: (() => void) | undefined
  /** Opens the demo wallet's own window; absent where there is none. */
  onDemoWallet?: (() => void) | undefined
  /** Why the demo grid did not start. */
  demoFault?: string | undefined
  children: ReactNode
}) {
  const [, navigate] = useLocation()
  const { transport, speaking } = useGrid()
  const { block, status } = useChain()
  const session = useSession()
  const wallet = useWallet()
  const who = useWho()
  const accounts = useSigningAccounts()
  const nodes = useQuery(nodeCountQuery({}))
  const farms = useQuery(farmsQuery({ size: 1 }))
  const keys = useMemo(
    () => [
      { keys: 'g n', label: 'Go to nodes', run: () => navigate(paths.nodes()) },
      { keys: 'g d', label: 'Go to deployments', run: () => navigate(paths.deployments()) },
      { keys: 'g c', label: 'Go to contracts', run: () => navigate(paths.contracts()) },
      { keys: 'g a', label: 'Go to account', run: () => navigate(paths.account()) },
      { keys: 'g f', label: 'Go to farms', run: () => navigate(paths.farms()) },
      { keys: 'g s', label: 'Go to settings', run: () => navigate(paths.settings()) },
    ],
    [navigate],
  )
  const contracts = useQuery({
    ...contractsQuery({ ...ACTIVE, twin_id: speaking ?? 0, size: MAX_SIZE }),
    enabled: speaking !== null,
  })
  const { data: alarm } = useQuery({
    ...moneyAlarmQuery(speaking ?? 0, status.state === 'connected'),
    enabled: speaking !== null,
    // what was remembered stands until the chain has answered
    placeholderData: (before, former) => (former?.queryKey[2] === speaking ? before : undefined),
  })
  const own = speaking === null ? undefined : contracts.data?.items
  const late = own?.filter(({ state }) => state === 'GracePeriod').length ?? 0
  const { openPalette, palette } = usePalette({
    draw: (close) => <FramePalette contracts={contracts.data?.items} onClose={close} />,
    keys,
  })
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
          label: 'Deployments',
          href: paths.deployments(),
          icon: <Boxes {...icon} />,
          count: contracts.data?.count ?? undefined,
        },
        {
          label: 'Contracts',
          href: paths.contracts(),
          icon: <ReceiptText {...icon} />,
          mark: late > 0 ? `${late} in grace` : undefined,
        },
        {
          label: 'Account',
          href: paths.account(),
          icon: <Wallet {...icon} />,
        },
        {
          label: 'Farms',
          href: paths.farms(),
          icon: <Warehouse {...icon} />,
          count: farms.data?.count ?? undefined,
        },
      ]}
      tools={[{ label: 'Settings', href: paths.settings(), icon: <Settings {...icon} /> }]}
      foot={[
        { label: 'relay', value: ms === undefined ? '—' : `${Math.round(ms)} ms` },
        // only once something has read the chain: the frame itself does not load it
        ...(block === undefined ? [] : [{ label: 'block', value: group(block) }]),
      ]}
      network={{ label: session.network, items: networkItems(session) }}
      speaker={{
        ...speakerLabel(session),
        state: transportState(session, transport),
        signs: signsLabel(who, wallet.busy),
        items: [
          ...speakerItems(session),
          ...signerItems(who, wallet, accounts, () => navigate(paths.settings('identity'))),
        ],
      }}
      banners={
        <>
          <Banners onResetDemo={onResetDemo} onDemoWallet={onDemoWallet} demoFault={demoFault} />
          <WalletBanner />
          {speaking !== null && alarm && (
            <Suspense fallback={null}>
              <MoneyBanner alarm={alarm} />
            </Suspense>
          )}
        </>
      }
      onSearch={openPalette}
    >
      {children}
      {palette}
    </Shell>
  )
}
