import s from './Sparkline.module.css'

/**
 * Samples kept while the page is open, oldest first, as a line with its last point; one scale from
 * the least to the greatest. `text` says it in words for readers.
 */
export function Sparkline({
  values,
  text,
  width = 92,
  height = 18,
}: {
  values: readonly number[]
  text: string
  width?: number
  height?: number
}) {
  if (values.length === 0) return null
  const least = Math.min(...values)
  const greatest = Math.max(...values)
  const high = greatest - least
  const x = (i: number) =>
    values.length === 1 ? width - 3 : (i / (values.length - 1)) * (width - 4) + 1
  const y = (v: number) =>
    high === 0 ? height / 2 : height - 3 - ((v - least) / high) * (height - 6)
  const points = values.map((v, i) => `${x(i).toFixed(1)},${y(v).toFixed(1)}`)
  const line = values.length === 1 ? [`1,${height / 2}`, ...points] : points
  const last = values[values.length - 1]! // values.length > 0
  return (
    <svg className={s.spark} width={width} height={height} role="img" aria-label={text}>
      <title>{text}</title>
      <polyline points={line.join(' ')} fill="none" />
      <circle cx={x(values.length - 1)} cy={y(last)} r="2" />
    </svg>
  )
}
