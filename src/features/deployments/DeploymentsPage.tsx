import { PageBody, PageHead } from '#ui/Page.tsx'

export default function DeploymentsPage() {
  return (
    <>
      <PageHead title="Deployments" />
      <PageBody>…</PageBody>
    </>
  )
}
