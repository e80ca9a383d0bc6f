import { group, share } from '#lib/units.ts'
import type { Column } from './column.ts'
import { Id } from './Id.tsx'
import { SmallMeter } from './Meter.tsx'
import { Bytes, Quantity } from './Quantity.tsx'
import { StateWord, type State } from './State.tsx'
import { Absent, Mono } from './text.tsx'
import { Time } from './Time.tsx'

// Shapes of columns that every view shares. Each takes what differs and the rest of a Column.

type Rest<Row> = Partial<Omit<Column<Row>, 'id' | 'header' | 'cell'>>

/** The number of a row in mono 500: first column, and its link. */
export const numberColumn = <Row,>(
  id: string,
  header: string,
  of: (row: Row) => number | bigint,
  rest: Rest<Row> = {},
): Column<Row> => ({
  id,
  header,
  sort: of,
  value: (row) => of(row).toString(),
  cell: (row) => <Mono strong>{of(row).toString()}</Mono>,
  ...rest,
})

/** An id cut in the middle with its copy button. Not for the first column of a table that links. */
export const idColumn = <Row,>(
  id: string,
  header: string,
  of: (row: Row) => string,
  rest: Rest<Row> = {},
): Column<Row> => ({
  id,
  header,
  sort: of,
  value: of,
  cell: (row) => (of(row) === '' ? <Absent /> : <Id value={of(row)} what={header.toLowerCase()} />),
  ...rest,
})

/** Words as they are; undefined and empty are "—". */
export const textColumn = <Row,>(
  id: string,
  header: string,
  of: (row: Row) => string | undefined,
  rest: Rest<Row> = {},
): Column<Row> => ({
  id,
  header,
  sort: of,
  value: of,
  cell: (row) => of(row) || <Absent />,
  ...rest,
})

/** A size, right-aligned; undefined is "—". */
export const bytesColumn = <Row,>(
  id: string,
  header: string,
  of: (row: Row) => bigint | undefined,
  rest: Rest<Row> & { unit?: 'MiB' | 'GiB' | 'TiB' } = {},
): Column<Row> => {
  const { unit, ...column } = rest
  return {
    id,
    header,
    align: 'right',
    descFirst: true,
    sort: of,
    value: of,
    cell: (row) => {
      const size = of(row)
      return size === undefined ? <Absent /> : <Bytes value={size} unit={unit} />
    },
    ...column,
  }
}

/** A moment in milliseconds; undefined is "—". */
export const timeColumn = <Row,>(
  id: string,
  header: string,
  of: (row: Row) => number | undefined,
  rest: Rest<Row> = {},
): Column<Row> => ({
  id,
  header,
  descFirst: true,
  sort: of,
  value: (row) => {
    const at = of(row)
    return at === undefined ? undefined : new Date(at).toISOString()
  },
  cell: (row) => {
    const at = of(row)
    return at === undefined ? <Absent /> : <Time at={at} />
  },
  ...rest,
})

/** Glyph and word. */
export const stateColumn = <Row,>(
  id: string,
  header: string,
  of: (row: Row) => { state: State; word: string },
  rest: Rest<Row> = {},
): Column<Row> => ({
  id,
  header,
  sort: (row) => of(row).word,
  value: (row) => of(row).word,
  cell: (row) => {
    const { state, word } = of(row)
    return <StateWord state={state}>{word}</StateWord>
  },
  ...rest,
})

/** What of a resource is free, and how much is used: a number and its meter, two columns in one. */
export interface Free {
  free: bigint
  total: bigint
}

/**
 * The number of what is free and the meter of what is used; "—" and no meter when there is none.
 * `count` for what is not bytes (CPU). Spread the two into the list of columns.
 */
export const freeColumns = <Row,>(
  id: string,
  header: string,
  of: (row: Row) => Free | undefined,
  rest: Rest<Row> & { count?: boolean } = {},
): [Column<Row>, Column<Row>] => {
  const { count = false, width = count ? 84 : 102, ...column } = rest
  const some = (row: Row) => {
    const amount = of(row)
    return amount && amount.total > 0n ? amount : undefined
  }
  return [
    {
      id,
      header,
      align: 'right',
      descFirst: true,
      width,
      sort: (row) => some(row)?.free,
      value: (row) => some(row)?.free,
      cell: (row) => {
        const amount = some(row)
        if (!amount) return <Absent />
        const free = amount.free < 0n ? 0n : amount.free
        return count ? <Quantity value={group(free)} /> : <Bytes value={free} />
      },
      ...column,
    },
    {
      id: `${id}-meter`,
      header: `${header}, used`,
      quietHead: true,
      tight: true,
      width: 56,
      skeleton: 44,
      ...(column.hideBelow === undefined ? {} : { hideBelow: column.hideBelow }),
      cell: (row) => {
        const amount = some(row)
        if (!amount) return null
        const used = share(amount.total - amount.free, amount.total)
        return <SmallMeter label={header} share={used} text={`${Math.round(used * 100)} % used`} />
      },
    },
  ]
}
