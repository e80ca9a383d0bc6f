import { useMutation, useQuery } from '@tanstack/react-query'
import { messageOf } from '#lib/error.ts'
import { useChain } from '#queries/chain.ts'
import { walletLink } from '#queries/wallet.ts'
import { walletName, type WalletState } from '#queries/walletstate.ts'
import { letWalletRead, walletMetadataQuery } from '#queries/walletmetadata.ts'
import { accountTwinQuery, useSigningAccounts, useWho } from '#queries/who.ts'
import { Button, LinkButton } from '#ui/Button.tsx'
import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Id } from '#ui/Id.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Glyph, StateWord } from '#ui/State.tsx'
import { Faint, Hidden, Mono, Name, Note } from '#ui/text.tsx'
import { beside, readingWords, type Signer, signersOf, unusableWords } from './wallet.ts'
import s from './settings.module.css'

const column = columnOf<Signer>()
const columns = [
  column({
    id: 'name',
    header: 'Account',
    cell: ({ name, source }) => (
      <>
        <Name>{name}</Name> <Faint>{source ?? 'unlocked in this page'}</Faint>
      </>
    ),
  }),
  column({
    id: 'address',
    header: 'Address',
    cell: ({ address }) => <Id value={address} what="address" />,
  }),
  column({ id: 'twin', header: 'Twin', cell: (row) => <TwinOf address={row.address} /> }),
  column({ id: 'curve', header: 'Type', cell: ({ curve }) => <Mono>{curve}</Mono> }),
  column({
    id: 'signs',
    header: 'Signs and pays',
    align: 'right',
    cell: (row) => <Signs row={row} />,
  }),
]
const rowKey = ({ key }: Signer) => key
const card = (row: Signer) => (
  <span className={s.card}>
    <span>
      <Name>{row.name}</Name> <Faint>{row.source ?? 'unlocked in this page'}</Faint>
    </span>
    <span className={s.actions}>
      <Id value={row.address} what="address" />
      <TwinOf address={row.address} />
      <Mono>{row.curve}</Mono>
    </span>
    <span>
      <Signs row={row} />
    </span>
  </span>
)

/** The accounts that sign here, which twins they have, and which of them is asked. */
export function WalletAccounts({ wallet }: { wallet: WalletState }) {
  const { status, account, problem } = wallet
  const who = useWho()
  const key = useSigningAccounts().find(({ kind }) => kind !== 'wallet')
  const signers = signersOf(status.accounts, key, who.account, account)
  const shown = signers.find(({ signs }) => signs)?.account ?? account
  return (
    <>
      <DataTable
        label="Accounts that can sign"
        columns={columns}
        rows={signers}
        rowKey={rowKey}
        compact={card}
      />
      {problem && <Fault>{problem.message}</Fault>}
      {shown && <Reading address={shown.address} source={shown.source} key={shown.source} />}
      {shown?.genesisHash !== undefined && <OneNetwork genesisHash={shown.genesisHash} />}
      {status.extensions.map((one) => {
        const told = beside(one)
        return told === undefined ? null : (
          <Note key={one.key} icon={<Glyph state="warn" />}>
            {told}{' '}
            <LinkButton onClick={() => void walletLink.connect().catch(() => undefined)}>
              Ask again
            </LinkButton>
          </Note>
        )
      })}
      {status.unusable.map((one) => (
        <Note key={`${one.source} ${one.address}`}>{unusableWords(one)}</Note>
      ))}
    </>
  )
}

function TwinOf({ address }: { address: string }) {
  const { data, status } = useQuery(accountTwinQuery(address))
  if (status === 'pending') return <Skeleton width={56} />
  if (status === 'error') return <Faint>not known</Faint>
  return data === null ? <Faint>no twin</Faint> : <Mono strong>twin {data}</Mono>
}

function Signs({ row: { signs, account, name } }: { row: Signer }) {
  if (signs) return <StateWord state="ok">signs</StateWord>
  return (
    <Button
      size="small"
      onClick={() => (account ? walletLink.choose(account) : walletLink.chooseKey())}
    >
      Sign with this<Hidden> account, {name}</Hidden>
    </Button>
  )
}

/** Whether its wallet shows calls in words or in digits, and the way to words. */
function Reading({ address, source }: { address: string; source: string }) {
  const query = useQuery(walletMetadataQuery(address, source))
  const give = useMutation({
    mutationFn: () => letWalletRead(address),
    onSettled: () => query.refetch(),
  })
  if (!query.data) return null
  const { state, words } = readingWords[query.data]
  const isWanting = query.data === 'missing' || query.data === 'other'
  return (
    <>
      <div className={s.row}>
        <StateWord state={state}>
          {walletName(source)} {words}
        </StateWord>
        {isWanting && (
          <Button size="small" busy={give.isPending} onClick={() => give.mutate()}>
            Let the wallet read what it signs
          </Button>
        )}
      </div>
      {give.error && isWanting && <Fault>{messageOf(give.error)}</Fault>}
    </>
  )
}

/** The account is kept to one chain: told as soon as it is known that it is not this one. */
function OneNetwork({ genesisHash }: { genesisHash: string }) {
  const { status } = useChain()
  const isOther =
    status.state === 'connected' &&
    status.chain.genesisHash.toLowerCase() !== genesisHash.toLowerCase()
  if (!isOther) return null
  return (
    <Fault>
      The wallet allows this account on another network only, so it cannot sign here. Choose “allow
      use on any chain” for it in the wallet, or sign with another account.
    </Fault>
  )
}
