import { DataTable } from '#ui/DataTable.tsx'
import { columnOf } from '#ui/column.ts'
import { Faint, Name, Note } from '#ui/text.tsx'
import { type Signing, signings } from './ways.ts'
import s from './settings.module.css'

const column = columnOf<Signing>()
const heads = [
  ['owner', 'Owner'],
  ['extrinsics', 'Transactions (extrinsics)'],
  ['hash', 'Deployment (its hash)'],
  ['envelope', 'Messages (envelopes)'],
  ['prompts', 'Prompts'],
] as const
const columns = [
  column({ id: 'who', header: 'Identity', cell: ({ who }) => <Name>{who}</Name> }),
  ...heads.map(([id, header]) =>
    column({ id, header, cell: (row) => <span className={s.wrap}>{row[id]}</span> }),
  ),
]
const rowKey = ({ who }: Signing) => who
const card = (row: Signing) => (
  <span className={s.card}>
    <Name>{row.who}</Name>
    <span className={s.reaches}>
      {heads.map(([id, header]) => (
        <span key={id}>
          <Faint>{header}</Faint>
          <span>{row[id]}</span>
        </span>
      ))}
    </span>
  </span>
)

/** Who signs what when something is deployed, for each identity. */
export const SigningTable = () => (
  <>
    <DataTable
      label="Who signs what when something is deployed"
      columns={columns}
      rows={signings}
      rowKey={rowKey}
      compact={card}
    />
    <Note>
      The owner is always the twin of the account that signs the contract, and a node takes a
      deployment only from its owner.
    </Note>
  </>
)
