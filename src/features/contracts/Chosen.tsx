import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { amount } from '#lib/money.ts'
import { group } from '#lib/units.ts'
import { Button } from '#ui/Button.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { Faint } from '#ui/text.tsx'
import s from './contracts.module.css'
import { endContracts } from './end.ts'
import type { ContractRow } from './rows.ts'
import type { Contracts } from './useContracts.ts'
import { useMay } from './useMay.ts'

/** What is chosen of the list, what it costs, and its ending; nothing where nothing is chosen. */
export function Chosen({
  twin,
  rows,
  told,
  onClear,
}: {
  twin: number
  rows: readonly ContractRow[]
  told: Contracts
  onClear: () => void
}) {
  if (rows.length === 0) return null
  const hour = rows.reduce((sum, { cost }) => sum + (cost?.hour ?? 0n), 0n)
  const counted = `${group(rows.length)} ${rows.length === 1 ? 'contract' : 'contracts'}`
  return (
    <div className={s.chosen} role="group" aria-label="What is chosen">
      <span>
        {counted} chosen<Faint>, </Faint>
        <Quantity value={amount(hour, 4)} unit="TFT" />
        <Faint> an hour</Faint>
      </span>
      <EndButton twin={twin} rows={rows} told={told} label={`Cancel ${counted}`} />
      <Button kind="text" size="small" onClick={onClear}>
        Choose none
      </Button>
    </div>
  )
}

/** Ends contracts: asks their nodes what would go, then asks the person. */
export function EndButton({
  twin,
  rows,
  told: { rows: all = [], nodes, own, ledger },
  label,
}: {
  twin: number
  rows: readonly ContractRow[]
  told: Pick<Contracts, 'rows' | 'nodes' | 'own' | 'ledger'>
  label: string
}) {
  const client = useQueryClient()
  const { end } = useMay(twin)
  const [busy, setBusy] = useState(false)
  const gone = rows.filter(({ missing }) => missing === 'gone')
  const reason =
    end ??
    (gone.length > 0
      ? `The chain has ended contract ${gone.map(({ contractId }) => contractId).join(', ')} already.`
      : undefined)
  return (
    <Button
      kind="danger"
      size="small"
      lock={end !== undefined}
      disabledReason={reason}
      busy={busy}
      onClick={() => {
        setBusy(true)
        // the dialog tells what came of it
        void endContracts(client, rows, { all, nodes, own, ledger: ledger.data }).finally(() =>
          setBusy(false),
        )
      }}
    >
      {label}
    </Button>
  )
}
