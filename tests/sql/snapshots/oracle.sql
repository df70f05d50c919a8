CREATE TABLE "政策"."企业" (
  "键" VARCHAR2(500) PRIMARY KEY,
  "等级" VARCHAR2(500)
);

CREATE TABLE "政策"."租赁" (
  "键" VARCHAR2(500) PRIMARY KEY,
  "企业" VARCHAR2(500),
  "总额" INT
);

CREATE VIEW "政策"."结果_租赁" AS
WITH "q0_0" AS (
  SELECT
    "t"."企业" AS "k1",
    "t"."键" AS "k0",
    CAST("t"."总额" AS INT) AS "f0"
  FROM "政策"."租赁" "t"
), "q1_0" AS (
  SELECT
    "t"."键" AS "k1",
    "t"."等级" AS "f1"
  FROM "政策"."企业" "t"
), "q1_1" AS (
  SELECT
    "k1",
    CASE WHEN NOT "f1" IS NULL THEN 1 ELSE 0 END AS "n2",
    CASE WHEN "f1" IN ('高', '中') THEN 1 ELSE 0 END AS "n5"
  FROM "q1_0"
), "q1_2" AS (
  SELECT
    "k1",
    "n2",
    "n5",
    CASE WHEN (
      "n2" = 1 AND "n5" = 0
    ) THEN 1 ELSE 0 END AS "n7"
  FROM "q1_1"
), "q0_1" AS (
  SELECT
    "k1",
    "k0",
    "f0",
    COALESCE("f0", 0) AS "n19",
    CASE WHEN NOT "k1" IS NULL THEN CAST(100000000 AS INT) ELSE 0 END AS "n84"
  FROM "q0_0"
), "q0_2" AS (
  SELECT
    "k1",
    "k0",
    "f0",
    "n19",
    (
      FLOOR((
        (
          "n19" * 3
        ) + 50
      ) / 100)
    ) AS "n26",
    "n84"
  FROM "q0_1"
), "q0_3" AS (
  SELECT
    "a"."k1" AS "k1",
    "a"."k0" AS "k0",
    "a"."f0" AS "f0",
    COALESCE("p0"."n5", 0) AS "n8",
    COALESCE("p0"."n7", 0) AS "n9",
    COALESCE("p0"."n2", 0) AS "n10",
    "a"."n19" AS "n19",
    "a"."n26" AS "n26",
    "a"."n84" AS "n84"
  FROM "q0_2" "a"
  LEFT JOIN "q1_2" "p0"
    ON "a"."k1" = "p0"."k1"
), "q0_4" AS (
  SELECT
    "k1",
    "k0",
    "f0",
    "n8",
    "n9",
    "n10",
    "n26",
    CASE WHEN (
      NOT "k1" IS NULL AND "n8" = 1
    ) THEN "n26" ELSE 0 END AS "n50",
    CASE WHEN (
      NOT "k1" IS NULL AND "f0" IS NULL AND "n9" = 0
    ) THEN 1 ELSE 0 END AS "n54",
    CASE
      WHEN (
        NOT "k1" IS NULL
        AND "n9" = 0
        AND (
          "n8" = 0 OR "f0" IS NULL
        )
        AND (
          "f0" IS NULL OR "n8" = 1 OR "n19" > 16
        )
      )
      THEN 1
      ELSE 0
    END AS "n58",
    CASE
      WHEN (
        NOT "k1" IS NULL AND NOT "f0" IS NULL AND "n9" = 0
      )
      THEN "n26"
      ELSE 0
    END AS "n63",
    "n84"
  FROM "q0_3"
), "q0_5" AS (
  SELECT
    "k1",
    "k0",
    "f0",
    "n8",
    "n9",
    "n10",
    "n26",
    "n50",
    "n54",
    "n58",
    "n63",
    CASE WHEN "n54" = 1 THEN CAST(1 AS INT) ELSE 0 END AS "n65",
    "n84"
  FROM "q0_4"
), "q1_3" AS (
  SELECT
    "a"."k1" AS "k1",
    COALESCE("c0"."n60", 0) AS "n60",
    COALESCE("c0"."n64", 0) AS "n64",
    COALESCE("c0"."n66", 0) AS "n66",
    COALESCE("c0"."n67", 0) AS "n67"
  FROM "q1_2" "a"
  LEFT JOIN (
    SELECT
      "k1" AS "k1",
      CAST(SUM(CAST("n50" AS INT)) AS INT) AS "n60",
      CAST(SUM(CAST("n63" AS INT)) AS INT) AS "n64",
      CAST(SUM(CAST("n65" AS INT)) AS INT) AS "n66",
      MAX("n58") AS "n67"
    FROM "q0_5"
    WHERE
      NOT "k1" IS NULL
    GROUP BY
      "k1"
  ) "c0"
    ON "a"."k1" = "c0"."k1"
), "q1_4" AS (
  SELECT
    "k1",
    "n60",
    "n64",
    "n66",
    "n67",
    CASE WHEN "n60" <= 100000000 THEN 1 ELSE 0 END AS "n69"
  FROM "q1_3"
), "q1_5" AS (
  SELECT
    "k1",
    "n60",
    "n64",
    "n66",
    "n67",
    "n69",
    CASE WHEN (
      "n67" = 0 AND "n69" = 0
    ) THEN 1 ELSE 0 END AS "n71"
  FROM "q1_4"
), "q0_6" AS (
  SELECT
    "a"."k1" AS "k1",
    "a"."k0" AS "k0",
    "a"."f0" AS "f0",
    "a"."n8" AS "n8",
    "a"."n9" AS "n9",
    "a"."n10" AS "n10",
    "a"."n26" AS "n26",
    "a"."n50" AS "n50",
    "a"."n54" AS "n54",
    "a"."n63" AS "n63",
    "a"."n65" AS "n65",
    COALESCE("p0"."n71", 0) AS "n72",
    COALESCE("p0"."n60", 0) AS "n78",
    COALESCE("p0"."n64", 0) AS "n79",
    COALESCE("p0"."n66", 0) AS "n80",
    COALESCE("p0"."n67", 0) AS "n81",
    "a"."n84" AS "n84",
    COALESCE("p0"."n69", 0) AS "n93"
  FROM "q0_5" "a"
  LEFT JOIN "q1_5" "p0"
    ON "a"."k1" = "p0"."k1"
), "q0_7" AS (
  SELECT
    "k1",
    "k0",
    "f0",
    "n8",
    "n9",
    "n10",
    "n26",
    "n50",
    "n54",
    "n63",
    "n65",
    CASE WHEN (
      NOT "k1" IS NULL AND "n8" = 1 AND "n72" = 1
    ) THEN "n26" ELSE 0 END AS "n76",
    "n80",
    CASE WHEN (
      NOT "k1" IS NULL AND "n81" = 0
    ) THEN 1 ELSE 0 END AS "n83",
    "n84",
    CASE WHEN "n78" <= "n84" THEN "n78" ELSE "n84" END AS "n85",
    CASE WHEN "n78" >= 1 THEN "n78" ELSE 1 END AS "n86",
    "n93",
    (
      "n78" - "n50"
    ) AS "n98",
    (
      "n79" - "n63"
    ) AS "n100"
  FROM "q0_6"
), "q0_8" AS (
  SELECT
    "k1",
    "k0",
    "f0",
    "n8",
    "n9",
    "n10",
    "n26",
    "n50",
    "n54",
    "n63",
    "n65",
    "n76",
    "n80",
    "n83",
    "n84",
    "n85",
    "n86",
    "n93",
    (
      "n50" + CASE WHEN "n100" >= 0 THEN "n100" ELSE 0 END
    ) AS "n104",
    (
      "n63" + CASE WHEN "n98" >= 0 THEN "n98" ELSE 0 END
    ) AS "n113"
  FROM "q0_7"
), "q0_9" AS (
  SELECT
    "k1",
    "k0",
    "f0",
    "n8",
    "n9",
    "n10",
    "n26",
    "n50",
    "n54",
    "n63",
    "n65",
    "n76",
    "n80",
    "n83",
    "n84",
    "n85",
    "n86",
    "n93",
    "n104",
    (
      FLOOR(
        (
          "n50" * CASE WHEN "n84" <= "n104" THEN "n84" ELSE "n104" END
        ) / CASE WHEN "n104" >= 1 THEN "n104" ELSE 1 END
      )
    ) AS "n109",
    "n113",
    CASE WHEN "n113" >= 1 THEN "n113" ELSE 1 END AS "n115"
  FROM "q0_8"
), "q0_10" AS (
  SELECT
    "k1",
    "k0",
    "f0",
    "n8",
    "n9",
    "n10",
    "n26",
    "n50",
    "n54",
    "n63",
    "n65",
    "n76",
    "n80",
    "n83",
    "n84",
    "n85",
    "n86",
    "n93",
    "n104",
    "n109",
    "n113",
    (
      FLOOR(
        (
          (
            "n63" * CASE WHEN "n84" <= "n113" THEN "n84" ELSE "n113" END
          ) + (
            "n115" - 1
          )
        ) / "n115"
      )
    ) AS "n120"
  FROM "q0_9"
), "s0" AS (
  SELECT
    "row",
    "place",
    CAST(SUM("amount") OVER (
      PARTITION BY "owner", "year"
      ORDER BY CASE WHEN NOT "path" IS NULL THEN 1 ELSE 0 END NULLS FIRST, "path" NULLS FIRST, "clause" NULLS FIRST, "row" NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) - "amount" AS INT) AS "before"
  FROM (
    SELECT
      "k1" AS "owner",
      0 AS "year",
      CAST("n76" AS INT) AS "amount",
      NULL AS "path",
      0 AS "clause",
      "k0" AS "row",
      0 AS "place"
    FROM "q0_10"
    WHERE
      "n76" > 0 AND NOT "k1" IS NULL
  ) "rows"
), "q0_11" AS (
  SELECT
    "a"."k1" AS "k1",
    "a"."k0" AS "k0",
    "a"."f0" AS "f0",
    "a"."n8" AS "n8",
    "a"."n9" AS "n9",
    "a"."n10" AS "n10",
    "a"."n26" AS "n26",
    "a"."n50" AS "n50",
    "a"."n54" AS "n54",
    "a"."n63" AS "n63",
    "a"."n65" AS "n65",
    COALESCE("s0"."before", 0) AS "n77",
    "a"."n80" AS "n80",
    "a"."n83" AS "n83",
    "a"."n84" AS "n84",
    "a"."n85" AS "n85",
    "a"."n86" AS "n86",
    "a"."n93" AS "n93",
    "a"."n104" AS "n104",
    "a"."n109" AS "n109",
    "a"."n113" AS "n113",
    "a"."n120" AS "n120"
  FROM "q0_10" "a"
  LEFT JOIN "s0" "s0"
    ON "s0"."row" = "a"."k0" AND "s0"."place" = 0
), "q0_12" AS (
  SELECT
    "k1",
    "k0",
    "f0",
    "n8",
    "n9",
    "n10",
    "n26",
    "n50",
    "n54",
    "n63",
    "n65",
    "n80",
    "n83",
    "n84",
    (
      FLOOR((
        "n85" * (
          "n50" + "n77"
        )
      ) / "n86")
    ) AS "n89",
    (
      FLOOR((
        "n77" * "n85"
      ) / "n86")
    ) AS "n91",
    "n93",
    "n104",
    "n109",
    "n113",
    "n120"
  FROM "q0_11"
), "q0_13" AS (
  SELECT
    "k1",
    "k0",
    "f0",
    "n8",
    "n9",
    "n10",
    "n26",
    "n50",
    "n54",
    "n63",
    "n65",
    "n80",
    "n83",
    "n84",
    CASE
      WHEN (
        NOT "k1" IS NULL AND "n93" = 0
      )
      THEN (
        "n89" - "n91"
      )
      ELSE "n50"
    END AS "n97",
    "n104",
    "n109",
    "n113",
    "n120"
  FROM "q0_12"
)
SELECT
  "k0" AS "键",
  CASE
    WHEN "n8" = 1
    THEN 3
    ELSE CASE
      WHEN "n9" = 1
      THEN 0
      ELSE CASE WHEN (
        NOT "k1" IS NULL AND "n10" = 1
      ) THEN CAST(2 AS INT) ELSE 1 END
    END
  END AS "c001_结果",
  CASE WHEN "n8" = 1 THEN CAST(-1 AS INT) ELSE 0 END AS "c001_条件",
  CASE
    WHEN NOT "k1" IS NULL
    THEN CASE
      WHEN "n83" = 1
      THEN "n97"
      ELSE CASE
        WHEN "n80" <= "n65"
        THEN CASE WHEN "n104" <= "n84" THEN "n50" ELSE "n109" END
        ELSE 0
      END
    END
    ELSE CASE WHEN "n8" = 1 THEN "n26" ELSE 0 END
  END AS "c001_下限",
  CASE
    WHEN (
      "k1" IS NULL AND "f0" IS NULL AND "n9" = 0
    )
    THEN NULL
    ELSE CASE
      WHEN NOT "k1" IS NULL
      THEN CASE
        WHEN "n83" = 1
        THEN "n97"
        ELSE CASE
          WHEN "n54" = 1
          THEN "n84"
          ELSE CASE WHEN "n113" <= "n84" THEN "n63" ELSE "n120" END
        END
      END
      ELSE CASE WHEN "n9" = 1 THEN 0 ELSE "n26" END
    END
  END AS "c001_上限"
FROM "q0_13";

CREATE VIEW "政策"."检查_租赁" AS
SELECT
  "t"."键" AS "键",
  '键' AS "列",
  '没有键' AS "问题"
FROM "政策"."租赁" "t"
WHERE
  (
    "t"."键" IS NULL OR LENGTH("t"."键") = 0
  )
UNION ALL
SELECT
  "t"."键" AS "键",
  '键' AS "列",
  '键重复' AS "问题"
FROM "政策"."租赁" "t"
WHERE
  NOT "t"."键" IS NULL
GROUP BY
  "t"."键"
HAVING
  COUNT(*) > 1
UNION ALL
SELECT
  "t"."键" AS "键",
  '企业' AS "列",
  '表「企业」没有这个键' AS "问题"
FROM "政策"."租赁" "t"
LEFT JOIN "政策"."企业" "o"
  ON "t"."企业" = "o"."键"
WHERE
  NOT "t"."企业" IS NULL AND "o"."键" IS NULL
UNION ALL
SELECT
  "t"."键" AS "键",
  '企业' AS "列",
  '没有写明属于哪个企业' AS "问题"
FROM "政策"."租赁" "t"
WHERE
  "t"."企业" IS NULL
UNION ALL
SELECT
  "t"."企业" AS "键",
  '企业' AS "列",
  '属于它的超过 2 行' AS "问题"
FROM "政策"."租赁" "t"
WHERE
  NOT "t"."企业" IS NULL
GROUP BY
  "t"."企业"
HAVING
  COUNT(*) > 2
UNION ALL
SELECT
  "t"."键" AS "键",
  '总额' AS "列",
  '不是 0 至 10000000000 的整数' AS "问题"
FROM "政策"."租赁" "t"
WHERE
  CASE
    WHEN (
      "t"."总额" < 0 OR "t"."总额" > 10000000000
    )
    THEN 1
    ELSE CASE WHEN "t"."总额" <> CAST("t"."总额" AS INT) THEN 1 ELSE 0 END
  END = 1;

