import { Empty } from '#ui/Empty.tsx'
import { Button } from '#ui/Button.tsx'
import { PageBody, PageHead } from '#ui/Page.tsx'
import { paths } from '#paths.ts'

/** An address that leads nowhere. */
export default function NotFoundPage() {
  return (
    <>
      <PageHead title="Nothing here" />
      <PageBody>
        <Empty
          what="This address leads to no page of the console."
          advice="It may have been typed wrong, or belong to another version."
          action={<Button href={paths.nodes()}>Go to the nodes</Button>}
        />
      </PageBody>
    </>
  )
}
