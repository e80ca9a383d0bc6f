import Box from '@mui/material/Box'
import type { Signer } from '#gridtypes/signers.ts'
import type { Account } from '#queries/signatures.ts'
import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Id } from '#ui/Id.tsx'
import { StateWord } from '#ui/State.tsx'
import { Absent, Faint, Mono } from '#ui/text.tsx'
import { curveWords, requiredWords, verdicts } from './signatures.ts'

export interface SignerRow extends Signer {
  key: string
  account: Account | undefined
}

const Twin = ({ row }: { row: SignerRow }) => (
  <span>
    <Mono strong>{row.twin_id}</Mono> {row.owner && <Faint>owner</Faint>}
  </span>
)
const AccountId = ({ account }: { account: Account | undefined }) =>
  account?.address === undefined ? (
    <Absent why={account?.fault ?? 'not known'} />
  ) : (
    <Id value={account.address} what="account" />
  )
const Verdict = ({ row: { state } }: { row: SignerRow }) => (
  <StateWord state={verdicts[state].state}>{verdicts[state].word}</StateWord>
)

const column = columnOf<SignerRow>()
const columns = [
  column({ id: 'twin', header: 'Twin', cell: (row) => <Twin row={row} /> }),
  column({
    id: 'account',
    header: 'Account',
    cell: (row) => <AccountId account={row.account} />,
    hideBelow: 620,
    skeleton: 104,
  }),
  column({ id: 'required', header: 'Required', cell: requiredWords, hideBelow: 480 }),
  column({
    id: 'weight',
    header: 'Weight',
    align: 'right',
    cell: (row) => <Mono>{row.weight.toLocaleString('en-US')}</Mono>,
  }),
  column({ id: 'curve', header: 'Signed with', cell: (row) => curveWords(row) ?? <Absent /> }),
  column({ id: 'verdict', header: 'Signature', cell: (row) => <Verdict row={row} /> }),
]
const keyOf = (row: SignerRow) => row.key

/** A request on a phone: who, how, and the verdict; the weight below. */
const Compact = ({ row }: { row: SignerRow }) => (
  <Box sx={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: '0 12px', py: 1 }}>
    <Twin row={row} />
    <Verdict row={row} />
    <AccountId account={row.account} />
    <Faint>
      weight {row.weight.toLocaleString('en-US')}
      {row.curve === null ? '' : `, ${row.curve}`}
    </Faint>
  </Box>
)

/** Who was to sign and what became of it; without rows its frame, while nothing is known. */
export const SignerTable = ({ rows }: { rows?: readonly SignerRow[] }) => (
  <DataTable
    label="Signatures"
    columns={columns}
    rows={rows ?? []}
    rowKey={keyOf}
    loading={rows === undefined}
    skeletonRows={1}
    empty="Nobody was asked to sign."
    compact={(row) => <Compact row={row} />}
  />
)
