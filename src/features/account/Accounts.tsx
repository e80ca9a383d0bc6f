import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { messageOf } from '#lib/error.ts'
import { paths } from '#paths.ts'
import { twinOfAccountQuery } from '#queries/account.ts'
import { balanceQuery } from '#queries/chain.ts'
import { useWallet, walletLink } from '#queries/wallet.ts'
import { useWho } from '#queries/who.ts'
import { Button, LinkButton } from '#ui/Button.tsx'
import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Id } from '#ui/Id.tsx'
import { Section } from '#ui/Page.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { TwoLines } from '#ui/Room.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { StateWord } from '#ui/State.tsx'
import { Absent, Faint, Mono, Name, Note, Quiet } from '#ui/text.tsx'
import { toast } from '#ui/toast.ts'
import { sum } from './transfer.ts'
import { type OwnAccount, useKnown } from './useAccount.ts'

const unread = <Absent why="the chain does not answer" />

function Twin({ address }: { address: string }) {
  const { data, isError } = useQuery(twinOfAccountQuery(address))
  if (data === undefined) return isError ? unread : <Skeleton width={32} />
  return data === null ? <Absent why="no twin" /> : <Mono>{data.id}</Mono>
}

function Has({ address }: { address: string }) {
  const { data, isError } = useQuery(balanceQuery(address))
  if (!data) return isError ? unread : <Skeleton width={60} />
  return <Quantity value={sum(data.free + data.reserved)} unit="TFT" />
}

/** What signs now, and the way to let another sign. */
function Signs({ row }: { row: OwnAccount }) {
  const { account } = useWho()
  const { status } = useWallet()
  const same = account && (account.kind === 'wallet') === (row.by === 'wallet')
  if (same && account.address === row.address) return <StateWord state="ok">signs</StateWord>
  if (row.by === 'sealed') return <Link href={paths.settings('identity')}>Unlock</Link>
  const inWallet = status.accounts.find(({ address }) => address === row.address)
  return (
    <LinkButton
      onClick={() => {
        if (row.by === 'wallet' && inWallet) walletLink.choose(inWallet)
        else walletLink.chooseKey()
        toast({ sentence: `${row.name} signs from now on`, state: 'ok' })
      }}
    >
      Let it sign
    </LinkButton>
  )
}

const column = columnOf<OwnAccount>()
const columns = [
  column({
    id: 'name',
    header: 'Account',
    sort: ({ name }) => name,
    cell: ({ name }) => <Name>{name}</Name>,
  }),
  column({
    id: 'address',
    header: 'Address',
    cell: ({ address }) => <Id value={address} what="address" />,
  }),
  column({
    id: 'where',
    header: 'Key',
    hideBelow: 720,
    sort: ({ where }) => where,
    cell: ({ where }) => <Quiet>{where}</Quiet>,
  }),
  column({
    id: 'twin',
    header: 'Twin',
    align: 'right',
    hideBelow: 560,
    cell: ({ address }) => <Twin address={address} />,
  }),
  column({
    id: 'has',
    header: 'Has',
    align: 'right',
    cell: ({ address }) => <Has address={address} />,
  }),
  column({
    id: 'signs',
    header: 'Signing',
    align: 'right',
    quietHead: true,
    cell: (row) => <Signs row={row} />,
  }),
]
const rowKey = ({ address, where }: OwnAccount) => `${address} ${where}`
const href = ({ address }: OwnAccount) => paths.account({ account: address })
const compact = (row: OwnAccount) => (
  <TwoLines
    first={<Name>{row.name}</Name>}
    firstRight={<Has address={row.address} />}
    second={<Faint>{row.where}</Faint>}
    secondRight={<Signs row={row} />}
  />
)

/** Brings the accounts of a wallet; what is wrong with wallets is told in the settings. */
function Connect() {
  const { status, busy } = useWallet()
  const connect = useMutation({ mutationFn: () => walletLink.connect() })
  if (status.accounts.length > 0) return null
  return (
    <>
      {connect.error && (
        <Quiet>
          {messageOf(connect.error)} <Link href={paths.settings('identity')}>Wallets</Link>
        </Quiet>
      )}
      <Button size="small" busy={busy} onClick={() => connect.mutate()}>
        Connect wallet
      </Button>
    </>
  )
}

/** The accounts that this browser knows, to look at and to switch between. */
export function Accounts({ address }: { address: string | null }) {
  const known = useKnown()
  const rows = known.filter(
    (one, i) => known.findIndex((other) => rowKey(other) === rowKey(one)) === i,
  )
  const selected = rows.find((row) => row.address === address)
  return (
    <Section title="Accounts in this browser" action={<Connect />} table>
      <DataTable
        label="Accounts in this browser"
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        href={href}
        compact={compact}
        selected={selected && rowKey(selected)}
        empty={<Note>None yet: connect a wallet or unlock a key.</Note>}
      />
    </Section>
  )
}
