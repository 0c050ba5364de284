/** The mark: a sextant's triangle. */
export function Logo() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" fill="none" aria-hidden="true">
      <path d="M9 1.5 16 14 9 16.5 2 14Z" stroke="var(--accent)" strokeWidth="1.6" strokeLinejoin="round" />
      <path d="M9 1.5V16.5L2 14Z" fill="var(--accent)" opacity=".55" />
    </svg>
  )
}
