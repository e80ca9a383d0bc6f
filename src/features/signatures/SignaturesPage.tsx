import { useState } from 'react'
import { paths } from '#paths.ts'
import { nothingTold, type Subject } from '#queries/deployment.ts'
import { useCopies, useSeal } from '#queries/seal.ts'
import { Button } from '#ui/Button.tsx'
import { Columns, PageBody, Panel } from '#ui/Page.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { BringDialog } from './BringDialog.tsx'
import { HashPanel } from './HashPanel.tsx'
import { SealView } from './SealView.tsx'
import { Signers } from './Signers.tsx'
import { SignerTable } from './SignerTable.tsx'

/** Whether the node runs what was signed, and who has signed it. */
export default function SignaturesPage({ subject }: { subject: Subject }) {
  const [bringing, setBringing] = useState(false)
  const seal = useSeal(subject)
  const { again } = useCopies(subject)
  const { asking, reading, hash } = seal

  // what cannot be read is said once
  const readable = reading.forbidden === undefined
  const unlock = !readable && (
    <Button size="small" href={paths.settings('identity')}>
      Unlock a twin
    </Button>
  )
  return (
    <PageBody>
      <Columns
        main={
          <>
            <QuerySection
              title="Seal"
              remark="Is it what was signed?"
              {...reading}
              isEmpty={(data) => data === null}
              empty={{
                what: nothingTold(subject),
                advice: 'So there is nothing whose signatures or seal could be looked at.',
              }}
              action={unlock}
            >
              {() => (
                <SealView
                  seal={seal}
                  onAgain={() => {
                    void reading.query.refetch()
                    void asking.refetch()
                    void again()
                  }}
                  onBring={() => setBringing(true)}
                />
              )}
            </QuerySection>
            {(reading.query.data || (readable && reading.query.status === 'pending')) && (
              <QuerySection
                title="Signatures"
                remark="Verified in this browser"
                table
                {...reading}
                skeleton={<SignerTable />}
              >
                {(told) =>
                  told && (
                    <Signers deployment={told.deployment} hash={hash} from={subject.contractFrom} />
                  )
                }
              </QuerySection>
            )}
          </>
        }
        side={
          <Panel>
            <HashPanel subject={subject} seal={seal} />
          </Panel>
        }
      />
      {bringing && hash && (
        <BringDialog subject={subject} hash={hash} onClose={() => setBringing(false)} />
      )}
    </PageBody>
  )
}
