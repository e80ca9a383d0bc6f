/** The mark: the slashed zero of Zero-OS. Decoration beside the wordmark, hence hidden from readers. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      strokeWidth="2.1"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path
        stroke="var(--ink)"
        d="M3.4 12.6V9A6.6 6.6 0 0 1 13.9 3.6M16.6 7.4V11A6.6 6.6 0 0 1 6.1 16.4"
      />
      <path stroke="var(--accent)" d="M5.6 15.1 14.4 4.9" />
    </svg>
  )
}
