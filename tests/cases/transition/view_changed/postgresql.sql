-- DropView Names
DROP VIEW "Names";

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from item where id > 0;

-- undone by

-- DropView Names
DROP VIEW "Names";

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from item;
