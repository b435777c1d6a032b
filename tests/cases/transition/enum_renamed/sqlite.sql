-- Nothing changes on this engine.

-- undone by

-- Nothing changes on this engine.
