import { Absent } from './text.tsx'
import type { Column } from './column.ts'

type Rest<Row> = Partial<Omit<Column<Row>, 'id' | 'header' | 'cell'>>

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
