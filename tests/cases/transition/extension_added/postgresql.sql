-- CreateExtension hstore
CREATE EXTENSION IF NOT EXISTS "hstore";

-- undone by

-- Nothing changes on this engine.
