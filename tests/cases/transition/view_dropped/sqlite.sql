-- DropView Names
DROP VIEW "Names";

-- undone by

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from item;
