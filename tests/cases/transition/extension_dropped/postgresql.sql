-- Nothing changes on this engine.

-- undone by

-- CreateExtension hstore
CREATE EXTENSION IF NOT EXISTS "hstore";
