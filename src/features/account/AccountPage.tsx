import { PageBody, PageHead } from '#ui/Page.tsx'

/** An account's money, its twin, and what can be done with them. */
export default function AccountPage() {
  return (
    <>
      <PageHead title="Account" />
      <PageBody>{null}</PageBody>
    </>
  )
}
