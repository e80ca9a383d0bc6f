import { amount } from '#lib/money.ts'
import { longSpan } from '#lib/time.ts'
import { group } from '#lib/units.ts'
import { columnOf } from './column.ts'
import { DataTable } from './DataTable.tsx'
import { Properties } from './Properties.tsx'
import { Quantity } from './Quantity.tsx'
import s from './Runway.module.css'
import { RunwayChart } from './RunwayChart.tsx'
import {
  onDay,
  type RunwayBroke,
  type RunwayFacts,
  type RunwayLevel,
  type RunwayLine,
  shift,
} from './runway.ts'
import { StateWord } from './State.tsx'
import { Faint, Quiet } from './text.tsx'

/** Height of the drawing, px; the smaller where the page is about something else. */
const TALL = 176
const LOW = 128

/**
 * When a twin's money ends: the day, the line towards it, and what would move it. `brief` where day and costs
 * stand beside it already: a lower line, the changes that matter most, no table of discounts.
 */
export function Runway({ facts, brief = false }: { facts: RunwayFacts; brief?: boolean }) {
  const { line, hour, contracts, changes, levels, broke } = facts
  const shown = brief ? changes.filter(({ minor }) => !minor) : changes
  return (
    <div className={s.runway}>
      {!brief && <Verdict facts={facts} />}
      {broke && line && <Broke broke={broke} line={line} brief={brief} />}
      {line && !broke && (
        <div className={s.parts}>
          <div>
            <RunwayChart told={line} height={brief ? LOW : TALL} />
            <Legend line={line} />
            <Whole line={line} />
          </div>
          <Properties
            label="What would change it"
            rows={shown.map(({ key, label, endsAt }) => ({
              key,
              label,
              value: endsAt === undefined ? 'never ends' : onDay(endsAt),
              note: endsAt === undefined ? undefined : shift(endsAt - line.endsAt),
            }))}
          />
        </div>
      )}
      {!brief && hour > 0n && levels.length > 0 && (
        <DataTable
          label="Discounts for all contracts"
          columns={levelColumns}
          rows={levels.map((row) => ({ ...row, contracts }))}
          rowKey={levelKey}
        />
      )}
    </div>
  )
}

/** Nothing is left: what must come in, and which contract costs most. A line to draw there is none. */
function Broke({
  broke,
  line: { first, graceEndsAt },
  brief,
}: {
  broke: RunwayBroke
  line: RunwayLine
  brief: boolean
}) {
  const tft = (units: bigint) => <Quantity value={amount(units, 2)} unit="TFT" />
  const comeIn = (label: string, units: bigint) => ({
    label,
    note: units === 0n ? undefined : 'must come in',
    value: units === 0n ? <Faint>is there</Faint> : tft(units),
  })
  return (
    <div className={`${s.parts} ${s.even}`}>
      <Properties
        label="What must come in"
        rows={[
          ...(broke.leaveGrace === undefined ? [] : [comeIn('To leave grace', broke.leaveGrace)]),
          comeIn('For one day more', broke.day),
          comeIn('For 30 days more', broke.days30),
          ...(first ? [{ label: `${first.label} ends about`, value: onDay(first.at) }] : []),
          { label: first ? 'The others end' : 'Contracts end', value: onDay(graceEndsAt) },
        ]}
      />
      <Properties
        label="What would change it"
        rows={(brief ? broke.ends.slice(0, 1) : broke.ends).map(({ key, label, spares, day }) => ({
          key,
          label,
          note: <>a day takes {tft(day)}</>,
          value: <Quantity value={`−${amount(spares, 4)}`} unit="TFT per hour" />,
        }))}
      />
    </div>
  )
}

function Verdict({ facts }: { facts: RunwayFacts }) {
  const { hour, month, contracts, free } = facts
  return (
    <div className={s.verdict} role="group" aria-label="Runs out on">
      <strong>
        <End facts={facts} />
      </strong>
      {hour > 0n && (
        <Quiet>
          {group(contracts)} {contracts === 1 ? 'contract' : 'contracts'}
          {free > 0 && ` (${group(free)} more bill nothing)`},{' '}
          <Quantity value={amount(hour, 4)} unit="TFT" /> per hour,{' '}
          <Quantity value={amount(month, 2)} unit="TFT" /> per month of 30 days
        </Quiet>
      )}
    </div>
  )
}

function End({ facts: { line, hour, now } }: { facts: RunwayFacts }) {
  if (hour === 0n) return 'Never: nothing is billed'
  if (!line) return 'Never'
  const left = (line.endsAt - now) / 1000
  if (left < 3600) return <StateWord state="error">Now: less than an hour is left</StateWord>
  const words = `${onDay(line.endsAt)}, in ${longSpan(left)}`
  // a week is soon
  return left < 7 * 86_400 ? <StateWord state="warn">{words}</StateWord> : words
}

const Legend = ({ line: { line, endsAt, graceEndsAt, first } }: { line: RunwayLine }) => (
  <p className={s.legend}>
    <span>
      <i className={s.key} aria-hidden="true" />
      empty {onDay(endsAt)}
    </span>
    <span>
      <i className={`${s.key} ${s.over}`} aria-hidden="true" />
      {first ? `${first.label} ends about ${onDay(first.at)}, the others` : 'contracts end'}{' '}
      {onDay(graceEndsAt)}
    </span>
    {line.length > 2 && (
      <span>
        <i className={`${s.key} ${s.dot}`} aria-hidden="true" />a discount is lost
      </span>
    )}
  </p>
)

type Point = RunwayLine['line'][number]
const point = columnOf<Point>()
const pointColumns = [
  point({ id: 'at', header: 'When', cell: ({ at }) => onDay(at) }),
  point({
    id: 'left',
    header: 'Left',
    align: 'right',
    cell: ({ left }) => <Quantity value={amount(left, 2)} unit="TFT" />,
  }),
  point({
    id: 'rate',
    header: 'Per hour from then',
    align: 'right',
    cell: ({ rate }) => <Quantity value={amount(rate, 4)} unit="TFT" />,
  }),
]
const pointKey = ({ at, left }: Point) => `${at} ${left}`
/** Points listed at most; with more contracts the steps between are small. */
const MOST_POINTS = 60

/** The drawing in numbers. */
const Whole = ({ line: { line } }: { line: RunwayLine }) => (
  <details className={s.whole}>
    <summary>The line in numbers</summary>
    <DataTable
      label="Money left"
      columns={pointColumns}
      rows={line.filter((_, i) => i < MOST_POINTS || i === line.length - 1)}
      rowKey={pointKey}
    />
  </details>
)

type LevelRow = RunwayLevel & { contracts: number }
const level = columnOf<LevelRow>()
const levelColumns = [
  level({
    id: 'level',
    header: 'Discount',
    cell: ({ level: name, percent }) => (
      <span>
        {name} <Faint>{percent} % off</Faint>
      </span>
    ),
  }),
  level({
    id: 'reached',
    header: 'Contracts that have it',
    hideBelow: 480,
    cell: ({ reached, contracts }) => (
      <Quiet>
        {reached === contracts
          ? `all ${group(contracts)}`
          : `${group(reached)} of ${group(contracts)}`}
      </Quiet>
    ),
  }),
  level({
    id: 'hold',
    header: 'All have it from',
    align: 'right',
    cell: ({ hold }) => <Quantity value={amount(hold, 2)} unit="TFT" />,
  }),
  level({
    id: 'more',
    header: 'More than now',
    align: 'right',
    cell: ({ more }) =>
      more === 0n ? <Faint>there</Faint> : <Quantity value={amount(more, 2)} unit="TFT" />,
  }),
  level({
    id: 'month',
    header: 'Per month then',
    align: 'right',
    hideBelow: 640,
    cell: ({ month }) => <Quantity value={amount(month, 2)} unit="TFT" />,
  }),
]
const levelKey = (row: LevelRow) => row.level
