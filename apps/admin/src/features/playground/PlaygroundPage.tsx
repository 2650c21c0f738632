import { Drawer } from '@mantine/core';
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { useCallback, useRef } from 'react';
import { useNavigate, useParams } from 'react-router';
import { EmptyStage } from './EmptyStage.js';
import { GenerationStage } from './GenerationStage.js';
import { HistoryStrip } from './HistoryStrip.js';
import classes from './PlaygroundPage.module.css';
import { PosePicker } from './PosePicker.js';
import { isComplete, rollSeed, toDraft, toGenerationInput } from './recipe-draft.js';
import { RecipePanel } from './RecipePanel.js';
import { showView } from './shown-pose.js';
import { useCreateGeneration } from './use-create-generation.js';
import { useDraft } from './use-draft.js';
import { useModels } from './use-models.js';
import { usePose } from './use-poses.js';

/** As PlaygroundPage.module.css has it: from here on the picker is beside the stage. */
const WIDE = '(min-width: 75em)';

/** Where a pose, a scene and some settings become a picture. The address names the generation that is shown. */
export function PlaygroundPage() {
  const { generationId = null } = useParams();
  const navigate = useNavigate();
  // At once: it is what the person waits for.
  const show = (id: string) => void navigate(`/playground/${id}`, { flushSync: true });
  const [draft, change] = useDraft();
  const picked = usePose(draft.poseId);
  const pose = draft.view ? showView(draft.view) : picked;
  const models = useModels(draft.modelId);
  const stageRef = useRef<HTMLElement>(null);
  const creation = useCreateGeneration((id) => {
    show(id);
    // On a phone the stage is below the form.
    stageRef.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  });
  const isWide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const [pickerOpened, picker] = useDisclosure();
  const searchRef = useRef<HTMLInputElement>(null);

  const generate = () => {
    if (models.current && isComplete(draft, models.needsPose) && !creation.isBusy)
      void creation.create(toGenerationInput(draft));
  };
  useHotkeys([['mod+Enter', generate]], []);
  useHotkeys([
    [
      '/',
      () => {
        if (isWide) searchRef.current?.focus();
        else picker.open();
      },
    ],
    [
      'd',
      () => {
        change({ seed: rollSeed() });
      },
    ],
  ]);

  const { close } = picker;
  const pick = useCallback(
    (poseId: string) => {
      change({ poseId, view: null });
      close();
    },
    [change, close],
  );
  const posePicker = <PosePicker selected={draft.view ? null : draft.poseId} searchRef={searchRef} onSelect={pick} />;

  return (
    <div className={classes.page}>
      {isWide ? (
        <aside className={classes.picker} aria-label="Poses">
          {posePicker}
        </aside>
      ) : (
        <Drawer
          opened={pickerOpened}
          onClose={picker.close}
          title="Pick a pose"
          size="md"
          classNames={{ body: classes.drawer! }}
          closeButtonProps={{ 'aria-label': 'Close' }}
        >
          {posePicker}
        </Drawer>
      )}
      <section ref={stageRef} className={classes.stage} aria-label="Picture">
        {generationId === null ? (
          <EmptyStage pose={pose} />
        ) : (
          <GenerationStage
            key={generationId}
            id={generationId}
            onShow={show}
            onReuse={(generation) => {
              change(toDraft(generation));
            }}
          />
        )}
      </section>
      <div className={classes.recipe}>
        <RecipePanel
          draft={draft}
          onChange={change}
          pose={pose}
          onPick={isWide ? undefined : picker.open}
          models={models}
          creation={creation}
          onGenerate={generate}
        />
      </div>
      <div className={classes.history}>
        <HistoryStrip current={generationId} />
      </div>
    </div>
  );
}
