import type { Subject } from '#queries/deployment.ts'
import { PageBody } from '#ui/Page.tsx'

export default function TimelinePage({ subject }: { subject: Subject }) {
  return <PageBody>Contract {String(subject.contractId)}</PageBody>
}
