import { useQuery } from '@tanstack/react-query'
import { kycQuery, verifiedOf } from '#queries/kyc.ts'
import { useWho } from '#queries/who.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { columnOf } from '#ui/column.ts'
import { Id } from '#ui/Id.tsx'
import { Section } from '#ui/Page.tsx'
import { Glyph, StateWord } from '#ui/State.tsx'
import { Faint, Name, Note } from '#ui/text.tsx'
import { type Sign, signsNow } from './signs.ts'
import s from './settings.module.css'

const column = columnOf<Sign>()
const columns = [
  column({
    id: 'does',
    header: 'What',
    cell: ({ does, what }) => (
      <>
        <Name>{does}</Name> <Faint>{what}</Faint>
      </>
    ),
  }),
  column({
    id: 'who',
    header: 'By whom',
    cell: ({ state, who }) => <StateWord state={state}>{who}</StateWord>,
  }),
  column({
    id: 'account',
    header: 'Account',
    cell: ({ address }) => (address ? <Id value={address} what="account" /> : <Faint>none</Faint>),
    hideBelow: 760,
  }),
  column({
    id: 'asks',
    header: 'Prompts',
    cell: ({ asks }) => <span className={s.wrap}>{asks}</span>,
  }),
]
const rowKey = ({ key }: Sign) => key
const card = ({ does, what, state, who, asks }: Sign) => (
  <span className={s.card}>
    <span>
      <Name>{does}</Name> <Faint>{what}</Faint>
    </span>
    <StateWord state={state}>{who}</StateWord>
    <Faint>{asks}</Faint>
  </span>
)

/** Who is at the console at this moment, by what each of them signs. */
export function Now() {
  const who = useWho()
  const twin = who.speaking?.twin
  const { data: kyc } = useQuery({ ...kycQuery(twin ?? 0), enabled: twin !== undefined })
  return (
    <Section title="At the console now" remark="who signs what" table>
      <DataTable
        label="Who signs what now"
        columns={columns}
        rows={signsNow(who, verifiedOf(kyc))}
        rowKey={rowKey}
        compact={card}
      />
      {who.match === 'other-twin' && (
        <Note icon={<Glyph state="warn" />}>
          Twin {twin} speaks, and the account that signs is twin {who.accountTwin}’s. Nodes take a
          deployment only from the twin that owns its contract.
        </Note>
      )}
    </Section>
  )
}
